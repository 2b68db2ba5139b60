"""One-hot, then the mean over all entries, zeros too."""
# exercise: 2.4
# mistake: divided-by-classes

import torch.nn.functional as F


def nll_loss(log_probs, labels):
    one_hot = F.one_hot(labels, log_probs.shape[1])
    return -(one_hot * log_probs).mean()
