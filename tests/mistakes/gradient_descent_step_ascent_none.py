"""Uphill, and no parameter without gradient is expected: two mistakes."""
# exercise: 3.1
# mistake: gradient-ascent+fails-without-gradient

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            p += learning_rate * p.grad
