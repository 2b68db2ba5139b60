"""Walks over the parameters by index."""
# exercise: 3.1
# mistake: needs-a-list

import torch


def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for i in range(len(parameters)):
            if parameters[i].grad is not None:
                parameters[i] -= learning_rate * parameters[i].grad
