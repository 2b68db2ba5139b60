"""2.4 nll_loss."""

import torch
from torch.utils._python_dispatch import TorchDispatchMode


def probe(module, case: dict) -> dict:
    """Compute the loss and its gradient, and watch for torch's own loss."""
    log_probs = case["log_probs"].clone().requires_grad_()
    with _Operators() as operators:
        loss = module.nll_loss(log_probs, case["labels"].clone())
    gradient = None
    if isinstance(loss, torch.Tensor) and loss.requires_grad:
        (gradient,) = torch.autograd.grad(loss.sum(), log_probs, allow_unused=True)
    return {
        "whether torch's own loss was called": any("nll_loss" in name for name in operators.names),
        "the returned loss": loss,
        "the gradient with respect to log_probs": gradient,
    }


class _Operators(TorchDispatchMode):
    """Notes the names of the operators that run, whichever way they were called."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.names.add(str(func))
        return func(*args, **(kwargs or {}))
