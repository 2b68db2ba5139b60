"""RMSprop, which has a momentum too."""
# exercise: 3.2
# mistake: another-optimizer

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.RMSprop(model.parameters(), lr=learning_rate, momentum=momentum)
