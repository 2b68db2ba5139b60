"""With named parameters, and only those that learn."""
# exercise: 3.2

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return torch.optim.SGD(named, lr=learning_rate, momentum=momentum, foreach=False)
