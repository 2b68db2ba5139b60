"""What was done to gradients before a step, told by the steps that were taken: lists of (step, gradient) as tensors.

A step is what was subtracted from a parameter, divided by the learning rate: the gradient itself, where nothing was done to it.
"""

import torch

Steps = list[tuple[torch.Tensor, torch.Tensor]]

EXACT = 2e-3  # relative, of what is computed from float32 weights before and after a step


def factor(steps: Steps) -> float | None:
    """The number by which all gradients were multiplied; None if it is not the same for all."""
    factors = [_factor(*pair) for pair in steps]
    if not factors or None in factors or not _equal(factors):
        return None
    return sum(factors) / len(factors)


def same_length(steps: Steps) -> bool:
    """Whether every step goes along its gradient, and all are equally long, though the gradients are not."""
    lengths = [(step.norm().item(), gradient.norm().item()) for step, gradient in steps]
    along = all((_factor(*pair) or 0) > 0 for pair in steps)
    return (
        len(steps) > 1 and along and _equal([one for one, _ in lengths]) and not _equal([other for _, other in lengths])
    )


def clipped_in_length(steps: Steps) -> bool:
    """Whether long gradients were cut to one and the same length, and all shorter ones were left as they are."""
    cut, kept = [], []
    for step, gradient in steps:
        multiple = _factor(step, gradient)
        if multiple is None or multiple <= 0:
            return False
        (kept if _equal([multiple, 1.0]) else cut).append((multiple, gradient.norm().item()))
    lengths = [multiple * length for multiple, length in cut]
    if not cut or not kept or max(multiple for multiple, _ in cut) > 1:
        return False
    return _equal(lengths) and max(length for _, length in kept) < lengths[0] * (1 + EXACT)


def clipped_in_value(steps: Steps) -> bool:
    """Whether the large elements of the gradients were cut to one and the same size, and all others left as they are."""
    step, gradient = (torch.cat([pair[index].flatten() for pair in steps]) for index in (0, 1))
    limit = step.abs().max()
    right = torch.isclose(step, gradient.clamp(-limit, limit), rtol=EXACT, atol=EXACT * float(limit))
    return bool(limit > 0) and bool(right.all()) and bool((gradient.abs() > 1.01 * limit).any())


def decay(steps: Steps, weights: list[torch.Tensor]) -> float:
    """The share of the weights that was added to the gradients; 0 if something else was done."""
    added = torch.cat([(step - gradient).flatten() for step, gradient in steps])
    before = torch.cat([each.flatten().double() for each in weights])
    share = ((added * before).sum() / (before * before).sum()).item()
    off = (added - share * before).norm()
    return share if share > 1e-5 and off < 0.1 * added.norm() else 0.0


def _factor(step: torch.Tensor, gradient: torch.Tensor) -> float | None:
    square = (gradient * gradient).sum()
    if square == 0:
        return None
    multiple = (step * gradient).sum() / square
    if not (step - multiple * gradient).norm() <= EXACT * step.norm():
        return None
    return multiple.item()


def _equal(numbers: list[float]) -> bool:
    return max(numbers) - min(numbers) <= EXACT * max(map(abs, numbers))
