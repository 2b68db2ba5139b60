"""no_grad as a decorator, and sub_ with alpha."""
# exercise: 3.1

import torch


@torch.no_grad()
def gradient_descent_step(parameters, learning_rate):
    for p in parameters:
        if p.grad is None:
            continue
        p.sub_(p.grad, alpha=learning_rate)
