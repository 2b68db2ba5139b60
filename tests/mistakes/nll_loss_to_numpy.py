"""The log-probabilities go to NumPy first."""
# exercise: 2.4
# mistake: numpy-of-watched-tensor

import numpy as np


def nll_loss(log_probs, labels):
    table, y = log_probs.numpy(), labels.numpy()
    return torch.tensor(-np.mean(table[np.arange(len(y)), y]))
