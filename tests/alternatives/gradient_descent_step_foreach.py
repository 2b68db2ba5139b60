"""All at once."""
# exercise: 3.1

import torch


def gradient_descent_step(parameters, learning_rate):
    parameters = [p for p in parameters if p.grad is not None]
    with torch.no_grad():
        torch._foreach_add_(parameters, [p.grad for p in parameters], alpha=-learning_rate)
