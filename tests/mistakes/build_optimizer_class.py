"""The class itself."""
# exercise: 3.2
# mistake: class-not-called

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD
