"""An argument too many, which is dampening."""
# exercise: 3.2
# mistake: dampening

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), learning_rate, momentum, 0.9)
