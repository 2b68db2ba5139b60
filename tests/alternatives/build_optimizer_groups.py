"""A group of parameters for each module."""
# exercise: 3.2

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    groups = [{"params": module.parameters(recurse=False)} for module in model.modules()]
    groups = [{"params": list(group["params"])} for group in groups]
    return torch.optim.SGD([g for g in groups if g["params"]], lr=learning_rate, momentum=momentum)
