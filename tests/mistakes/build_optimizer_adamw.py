"""AdamW, which has a weight decay by default."""
# exercise: 3.2
# mistake: another-optimizer

import torch


def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.AdamW(model.parameters(), lr=learning_rate)
