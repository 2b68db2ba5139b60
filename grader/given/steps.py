"""What a step of gradient descent did, seen from the parameters before and after it."""

import torch

ELSEWHERE = "another direction"
PARALLEL = 1e-3  # how far from parallel a step may be, as a share of its length


def multiples(before: list, after: list, gradients: list, learning_rate: float) -> list[float | str | None]:
    """How many times learning_rate * gradient each parameter moved downhill: 1 where it is right.

    `ELSEWHERE` where it moved along no multiple of its gradient, None where it has no gradient.
    """
    return [
        None if gradient is None else _multiple(old, new, learning_rate * gradient.double())
        for old, new, gradient in zip(before, after, gradients, strict=True)
    ]


def _multiple(old: torch.Tensor, new: torch.Tensor, step: torch.Tensor) -> float | str:
    if new.shape != old.shape:
        return ELSEWHERE
    moved = old.double() - new.double()
    if not moved.any():
        return 0.0
    multiple = ((moved * step).sum() / (step * step).sum()).item()
    parallel = (moved - multiple * step).norm() <= PARALLEL * moved.norm()
    return float(f"{multiple:.5g}") if parallel else ELSEWHERE
