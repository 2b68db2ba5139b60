"""torch's own function, which adds up."""
# exercise: 2.4
# mistake: built-in-loss+sum-for-mean

import torch.nn.functional as F


def nll_loss(log_probs, labels):
    return F.nll_loss(log_probs, labels, reduction="sum")
