"""Row and column have changed places."""
# exercise: 2.4
# mistake: rows-indexed-by-labels

import torch


def nll_loss(log_probs, labels):
    return -log_probs[labels, torch.arange(len(labels))].mean()
