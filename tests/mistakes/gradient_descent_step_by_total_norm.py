"""All gradients are divided by their common norm."""
# exercise: 3.1
# mistake: gradient-normalised

import torch


def gradient_descent_step(parameters, learning_rate):
    parameters = [each for each in parameters if each.grad is not None]
    norm = torch.cat([each.grad.flatten() for each in parameters]).norm()
    with torch.no_grad():
        for parameter in parameters:
            parameter -= learning_rate * parameter.grad / norm
