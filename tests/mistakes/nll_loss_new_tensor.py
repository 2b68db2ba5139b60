"""A loop over floats, wrapped into a new tensor."""
# exercise: 2.4
# mistake: detached

import torch


def nll_loss(log_probs, labels):
    losses = [-log_probs[i, label].item() for i, label in enumerate(labels)]
    return torch.tensor(sum(losses) / len(losses))
