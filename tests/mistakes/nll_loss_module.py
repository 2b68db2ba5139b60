"""torch's own module."""
# exercise: 2.4
# mistake: built-in-loss

from torch import nn


def nll_loss(log_probs, labels):
    criterion = nn.NLLLoss()
    return criterion(log_probs, labels)
