"""A new tensor, and the gradients are cleared: two mistakes."""
# exercise: 3.1
# mistake: rebinds-parameter+clears-gradients


def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        if p.grad is not None:
            gradient = p.grad.clone()
            p.grad = None
            p = p - learning_rate * gradient
