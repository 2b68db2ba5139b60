"""A list in a list."""
# exercise: 3.2
# mistake: parameters-in-a-list

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD([list(model.parameters())], lr=learning_rate, momentum=momentum)
