"""The log is taken again."""
# exercise: 2.4
# mistake: log-again

import torch


def nll_loss(log_probs, labels):
    log_probs = torch.log(log_probs)
    picked = log_probs[torch.arange(len(labels)), labels]
    return -picked.mean()
