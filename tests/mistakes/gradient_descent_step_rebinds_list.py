"""Stepped tensors go into a new list."""
# exercise: 3.1
# mistake: rebinds-parameter


def gradient_descent_step(parameters, learning_rate):
    new = []
    for p in parameters:
        if p.grad is not None:
            p = p - learning_rate * p.grad
        new.append(p)
    return new
