"""The old order of add_'s arguments, deprecated and still right."""
# exercise: 3.1


def gradient_descent_step(parameters, learning_rate):
    for w in parameters:
        if w.grad is not None:
            w.data.add_(-learning_rate, w.grad)
