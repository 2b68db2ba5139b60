"""Gradients are switched off for good."""
# exercise: 3.1
# mistake: gradients-switched-off

import torch


def gradient_descent_step(parameters, learning_rate):
    torch.set_grad_enabled(False)
    for parameter in parameters:
        if parameter.grad is not None:
            parameter -= learning_rate * parameter.grad
