"""With .data."""
# exercise: 3.1


def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        if p.grad is not None:
            p.data = p.data - learning_rate * p.grad
