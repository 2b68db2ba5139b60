"""The learning rate of the tutorial, whatever the argument says."""
# exercise: 3.2
# mistake: learning-rate-ignored

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), lr=0.01, momentum=momentum)
