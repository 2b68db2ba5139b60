"""The weights and biases of the first layer alone."""
# exercise: 3.2
# mistake: only-first-layer

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    parameters = list(model.parameters())[:2]
    return torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum)
