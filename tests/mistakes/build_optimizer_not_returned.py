"""The optimiser is made, but not returned."""
# exercise: 3.2
# mistake: nothing-returned

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    optimizer.zero_grad()
