"""Clears the gradients as well."""
# exercise: 3.1
# mistake: clears-gradients

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= learning_rate * p.grad
                p.grad = None
