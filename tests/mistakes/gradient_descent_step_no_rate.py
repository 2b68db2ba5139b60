"""The learning rate is not used."""
# exercise: 3.1
# mistake: learning-rate-ignored

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= p.grad
