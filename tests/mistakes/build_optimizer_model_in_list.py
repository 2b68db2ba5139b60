"""The model in a list."""
# exercise: 3.2
# mistake: model-for-parameters

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD([model], lr=learning_rate, momentum=momentum)
