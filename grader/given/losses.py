"""The losses that are handed to a student's code, by name."""

import torch
import torch.nn.functional as F


def squared_loss(log_probs: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """A loss unlike the usual one, to tell who ignores `loss_fn`: mean of (1 + log-probability of the label)²."""
    return ((1 + log_probs.gather(1, labels[:, None])) ** 2).mean()


LOSSES = {"nll_loss": F.nll_loss, "squared_loss": squared_loss}
