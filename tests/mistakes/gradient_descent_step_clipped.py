"""Each gradient is cut at a length of 2."""
# exercise: 3.1
# mistake: gradient-clipped

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                shorter = (2 / parameter.grad.norm()).clamp(max=1)
                parameter -= learning_rate * shorter * parameter.grad
