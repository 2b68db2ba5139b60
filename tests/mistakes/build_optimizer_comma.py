"""A comma behind it makes a tuple."""
# exercise: 3.2
# mistake: not-an-optimizer

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    optimizer = (torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum),)
    return optimizer
