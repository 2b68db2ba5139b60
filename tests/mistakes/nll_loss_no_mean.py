"""One loss for each example."""
# exercise: 2.4
# mistake: missing-mean

import torch


def nll_loss(log_probs, labels):
    picked = log_probs[torch.arange(len(labels)), labels]
    return -picked
