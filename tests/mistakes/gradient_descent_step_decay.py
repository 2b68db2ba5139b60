"""Weight decay, the usual small one."""
# exercise: 3.1
# mistake: weight-decay

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter -= learning_rate * (parameter.grad + 5e-4 * parameter)
