"""Dampening."""
# exercise: 3.2
# mistake: dampening

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum, dampening=0.1)
