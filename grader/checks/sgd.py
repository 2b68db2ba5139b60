"""Stochastic gradient descent with momentum, as torch.optim.SGD does it: V ← μV + ∇W, then W ← W − lr·V.

Source of the formula: the documentation of torch.optim.SGD (no damping, no Nesterov; V starts as the first ∇W).
"""

import torch
from torch import nn


class PlainSGD:
    """The optimiser that the checks compute with: torch's own takes seconds to import."""

    def __init__(self, net: nn.Module, learning_rate: float, momentum: float) -> None:
        self.net, self.learning_rate, self.momentum = net, learning_rate, momentum
        self.velocity: dict[str, torch.Tensor] = {}

    @torch.no_grad()
    def step(self) -> None:
        """Update every parameter that has a gradient."""
        for name, parameter in self.net.named_parameters():
            if parameter.grad is not None:
                old = self.velocity.get(name)
                self.velocity[name] = parameter.grad.clone() if old is None else self.momentum * old + parameter.grad
                parameter -= self.learning_rate * self.velocity[name]

    def zero_grad(self) -> None:
        """Forget all gradients."""
        for parameter in self.net.parameters():
            parameter.grad = None
