"""Returns a float."""
# exercise: 2.4
# mistake: detached

import torch


def nll_loss(log_probs, labels):
    picked = log_probs[torch.arange(len(labels)), labels]
    return -picked.mean().item()
