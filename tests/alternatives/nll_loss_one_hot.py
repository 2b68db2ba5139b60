"""With one-hot vectors."""
# exercise: 2.4

import torch.nn.functional as F


def nll_loss(log_probs, labels):
    one_hot = F.one_hot(labels, num_classes=log_probs.size(1)).to(log_probs.dtype)
    return -(one_hot * log_probs).sum() / log_probs.size(0)
