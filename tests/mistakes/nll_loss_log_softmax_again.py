"""Log-softmax is taken again."""
# exercise: 2.4
# mistake: log-softmax-again

import torch


def nll_loss(log_probs, labels):
    log_probs = torch.log_softmax(log_probs, dim=1)
    picked = log_probs[torch.arange(len(labels)), labels]
    return -picked.mean()
