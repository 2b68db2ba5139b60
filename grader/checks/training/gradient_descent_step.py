"""3.1 gradient_descent_step: moves each parameter that has a gradient by -lr times it, in place.

The parameters may come as an iterator.
"""

import torch

from coursekit.judge.compare import Meets
from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.kit.rules import raises

RECORDED = "whether autograd recorded the step"


def cases(draw) -> list[Case]:
    """All parameters with gradients, one without, and all from an iterator."""
    cases = []
    for with_none, as_iterator in [(False, False), (True, False), (False, True)]:
        shapes = [(3, 2), (4,), (), (2, 1, 3)]
        values = [draw.normal(*shape) for shape in shapes]
        gradients = [draw.normal(*shape) for shape in shapes]
        gradients[1] = None if with_none else gradients[1]
        rate = draw.number(0.05, 0.9)
        called = f"gradient_descent_step(parameters, learning_rate={rate:.3f}) on four parameters"
        called += ", of which the second has no gradient" if with_none else ""
        called += ", given as an iterator" if as_iterator else ""
        inputs = {"values": values, "gradients": gradients, "learning_rate": rate, "as_iterator": as_iterator}
        cases.append(Case(called, inputs))
    return cases


def expected(
    values, gradients, learning_rate, as_iterator, sign=-1.0, rate=True, rebind=False, clear=False, without=None,
    need_list=False, first_only=False,
) -> dict | Raises:  # fmt: skip
    """W ← W − lr·∇W for each parameter that has a gradient.

    Args:
        without: what happens where there is no gradient: the name of an exception's class, "stop", or None (it is skipped).
    """
    if without in ("TypeError", "AttributeError") and any(gradient is None for gradient in gradients):
        return Raises(without)
    if need_list and as_iterator:
        return Raises("TypeError")  # 'list_iterator' object is not subscriptable
    step = sign * (learning_rate if rate else 1.0)
    pairs = list(zip(values, gradients, strict=True))
    moved = [value if gradient is None else value + step * gradient for value, gradient in pairs]
    reached = 1 if first_only else len(values)
    if without == "stop":
        reached = next((index for index, gradient in enumerate(gradients) if gradient is None), reached)
    moved[reached:] = values[reached:]
    gone = Meets("no gradients", lambda got: _all_cleared(got, values), example=[None] * len(values))
    return {
        "the parameters after the step": values if rebind else moved,
        "the gradients after the step": gone if clear else gradients,
        RECORDED: False,
    }


def _all_cleared(got, values: list[torch.Tensor]) -> bool:
    """Whether each of the parameters has no gradient, or one of zeros."""
    return (
        isinstance(got, list)
        and len(got) == len(values)
        and all(
            gradient is None or (gradient.shape == value.shape and not gradient.any())
            for gradient, value in zip(got, values, strict=True)
        )
    )


def _recorded(replies: list[Reply], cases: list[Case]) -> bool:
    """Some step was recorded, or autograd refused to record it."""
    seen = any(isinstance(reply.value, dict) and reply.value.get(RECORDED) is True for reply in replies)
    return seen or raises("RuntimeError", "leaf")(replies, cases)


MISTAKES = [
    Mistake("gradient-ascent", "Your step goes uphill: subtract the gradient, do not add it.", {"sign": 1.0}),
    Mistake("learning-rate-ignored", "The step is the whole gradient: multiply it by learning_rate.", {"rate": False}),
    Mistake(
        "rebinds-parameter",
        "The parameters did not move. `W = W - ...` makes a new tensor under an old name; change W itself, in place.",
        {"rebind": True},
    ),
    Mistake(
        "clears-gradients",
        "The step is right, but the gradients were cleared too. Leave them: another function does that.",
        {"clear": True},
    ),
    *(
        Mistake(
            "fails-without-gradient",
            "A parameter's gradient can be None, if the loss does not depend on it. Skip such a parameter.",
            {"without": error},
        )
        for error in ("TypeError", "AttributeError")  # None times a number; None.data
    ),
    Mistake(
        "stops-without-gradient",
        "The step ends at the first parameter that has no gradient. Skip that one, and go on with the next.",
        {"without": "stop"},
    ),
    Mistake(
        "only-first-parameter",
        "Only the first parameter moved. Is there a return inside the loop?",
        {"first_only": True},
    ),
    Mistake(
        "needs-a-list",
        "model.parameters() is no list: it has no length and no [0]. Walk over it with `for`.",
        {"need_list": True},
    ),
    Mistake(
        "recorded-by-autograd",
        "Autograd was watching the step. Tell it to look away with torch.no_grad().",
        when=_recorded,
    ),
]
