"""The biases are left out."""
# exercise: 3.2
# mistake: only-weights

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    weights = [p for name, p in model.named_parameters() if "weight" in name]
    return torch.optim.SGD(weights, lr=learning_rate, momentum=momentum)
