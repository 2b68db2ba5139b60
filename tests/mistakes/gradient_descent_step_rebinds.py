"""A new tensor under an old name."""
# exercise: 3.1
# mistake: rebinds-parameter

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p = p - learning_rate * p.grad
