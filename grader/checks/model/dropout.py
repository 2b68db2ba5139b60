"""What dropout does in `DigitCNN.forward`: what is right, and how its usual mistakes are told."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch

from coursekit.judge.compare import Meets, same
from coursekit.judge.mistakes import Case, Reply
from coursekit.kit.rules import Rule

DEFAULT_RATE = 0.2  # of DigitCNN
EVALUATION = "the share of fc1's outputs that is dropped in evaluation mode"
TRAINING = "the share of fc1's outputs that is dropped in training mode"
FACTORS = "the smallest and the largest factor on the other outputs"
PATTERNS = "the number of different patterns of dropped outputs"

NEAR = 0.08  # a share this close to a rate is that rate


def what_dropout_does(arguments: dict, images: torch.Tensor) -> dict:
    """In training mode alone, about the given share of fc1's outputs is 0, and the others grow to make up for it."""
    rate = arguments.get("dropout", DEFAULT_RATE)
    # Six standard deviations of the share: right code is refused once in 500 million runs.
    margin = 6 * math.sqrt(rate * (1 - rate) / (9 * len(images)))
    grown = 1 / (1 - rate)
    return {
        EVALUATION: 0.0,
        TRAINING: Meets(f"about {rate:.3g}", lambda share: abs(share - rate) < margin, example=rate),
        FACTORS: Meets(
            f"both {grown:.4g}, which is 1 / (1 - dropout)",
            lambda factors: len(factors) == 2 and all(abs(factor / grown - 1) < 0.01 for factor in factors),
            example=[grown, grown],
        ),
        PATTERNS: Meets(
            "many: each image is to lose outputs of its own",
            lambda count: count > len(images) // 10,
            example=len(images),
        ),
    }


@dataclass(frozen=True)
class Seen:
    """What was seen of dropout at one rate."""

    rate: float
    share: float  # of fc1's outputs that was dropped in training mode
    in_evaluation: float  # the share in evaluation mode
    factors: list[float]  # the smallest and the largest on the other outputs; empty where none was left


Test = Callable[[list[Seen]], bool]


def _seen(replies: list[Reply], cases: list[Case]) -> list[Seen]:
    """What was seen at each rate; nothing at all if a call raised, or something was seen that no probe returns."""
    seen = []
    for reply, case in zip(replies, cases, strict=True):
        if reply.error or not isinstance(reply.value, dict):
            return []
        if case.inputs["both_modes"]:
            share, in_evaluation, factors = map(reply.value.get, (TRAINING, EVALUATION, FACTORS))
            if not (isinstance(factors, list) and len(factors) in (0, 2)):
                return []
            if not all(isinstance(number, float) for number in (share, in_evaluation, *factors)):
                return []
            seen.append(Seen(case.inputs["arguments"].get("dropout", DEFAULT_RATE), share, in_evaluation, factors))
    return seen


def only_in_training(test: Test) -> Rule:
    """Dropout is off in evaluation mode, as it should be, and has another fault."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        seen = _seen(replies, cases)
        return bool(seen) and all(each.in_evaluation == 0 for each in seen) and test(seen)

    when.__doc__ = f"Dropout is off in evaluation mode. In training mode: {test.__doc__}"
    return when


def always_on(test: Test) -> Rule:
    """Dropout is on in evaluation mode too."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        seen = _seen(replies, cases)
        on = all(_near(each.share, each.in_evaluation) and each.share > 0.05 for each in seen)
        return bool(seen) and on and test(seen)

    when.__doc__ = f"Dropout is on in both modes. {test.__doc__}"
    return when


def off(seen: list[Seen]) -> bool:
    """Nothing is dropped, and nothing grows."""
    return all(each.share == 0 and _unscaled(each) for each in seen)


def follows(seen: list[Seen]) -> bool:
    """The share is the rate."""
    return all(_near(each.share, each.rate) for each in seen)


def ignores(seen: list[Seen]) -> bool:
    """The same share at every rate."""
    shares = [each.share for each in seen]
    return min(shares) > 0.05 and max(shares) - min(shares) < NEAR and not follows(seen)


def inverted(seen: list[Seen]) -> bool:
    """The share is what should have been kept."""
    return all(_near(each.share, 1 - each.rate) for each in seen)


def not_scaled(seen: list[Seen]) -> bool:
    """The share is the rate, and the other outputs stayed as they were."""
    return follows(seen) and all(map(_unscaled, seen))


def misplaced(seen: list[Seen]) -> bool:
    """The other outputs grew by several factors."""
    return all(len(each.factors) == 2 and not _grown(each) and _spread(each) > 0.05 for each in seen)


def _near(share: float, rate: float) -> bool:
    return abs(share - rate) < NEAR


def _spread(seen: Seen) -> float:
    smallest, largest = seen.factors
    return largest - smallest


def _unscaled(seen: Seen) -> bool:
    return same(seen.factors, [1.0, 1.0])


def _grown(seen: Seen) -> bool:
    """Whether all kept outputs grew alike, by 1 / (1 - rate), for a rate that is near the share that was dropped."""
    smallest = seen.factors[0]
    return _spread(seen) < 0.01 and smallest != 0 and _near(1 - 1 / smallest, seen.share)
