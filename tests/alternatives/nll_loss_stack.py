"""A list of losses, stacked."""
# exercise: 2.4

import torch


def nll_loss(log_probs, labels):
    losses = [-log_probs[i][labels[i].item()] for i in range(labels.shape[0])]
    return torch.stack(losses).mean()
