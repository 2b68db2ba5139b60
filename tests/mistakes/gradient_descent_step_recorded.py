"""Autograd is watching."""
# exercise: 3.1
# mistake: recorded-by-autograd


def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        if p.grad is not None:
            p -= learning_rate * p.grad
