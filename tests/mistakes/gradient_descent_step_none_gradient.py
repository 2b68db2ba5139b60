"""Does not expect a parameter without gradient."""
# exercise: 3.1
# mistake: fails-without-gradient

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            p -= learning_rate * p.grad
