"""Cross entropy on log-probabilities."""
# exercise: 2.4
# mistake: built-in-loss+log-softmax-again

import torch.nn.functional as F


def nll_loss(log_probs, labels):
    return F.cross_entropy(log_probs, labels)
