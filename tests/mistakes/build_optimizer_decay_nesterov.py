"""Weight decay and Nesterov's momentum."""
# exercise: 3.2
# mistake: weight-decay+nesterov

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum, weight_decay=5e-4, nesterov=True)
