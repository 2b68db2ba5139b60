"""The numbers in the gradient are cut."""
# exercise: 3.1
# mistake: gradient-clipped

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter -= learning_rate * parameter.grad.clamp(-1, 1)
