"""Learning rate and momentum the wrong way round."""
# exercise: 3.2
# mistake: learning-rate-momentum-swapped

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), momentum, learning_rate)
