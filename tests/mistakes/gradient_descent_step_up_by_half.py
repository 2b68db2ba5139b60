"""Half a step, and uphill."""
# exercise: 3.1
# mistake: step-scaled

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter += 0.5 * learning_rate * parameter.grad
