"""With a mask and einsum."""
# exercise: 2.4

import torch


def nll_loss(log_probs, labels):
    mask = (labels[:, None] == torch.arange(log_probs.shape[1])).float()
    return -torch.einsum("bc,bc->", mask, log_probs) / len(mask)
