"""3.1 gradient_descent_step: moves each parameter that has a gradient by -lr times it, in place.

The parameters may come as an iterator.
"""

from collections.abc import Callable

import torch

from coursekit.judge.compare import Meets
from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.kit.rules import Rule, raises
from grader.checks.steps import Steps, clipped_in_length, clipped_in_value, decay, factor, same_length
from grader.given.steps import multiples

MULTIPLES = "how many times learning_rate times its gradient each parameter moved downhill"
MOVED = "the parameters after the step"
RECORDED = "whether autograd recorded the step"
STILL = "whether gradients can be recorded after the step"


def cases(draw) -> list[Case]:
    """All parameters with gradients, one without, and all from an iterator."""
    cases = []
    # Short gradients and long ones: whoever cuts them at some length does so in one case and not in another.
    for with_none, as_iterator, size in [(False, False, 0.05), (True, False, 20), (False, True, 1)]:
        shapes = [(3, 2), (4,), (), (2, 1, 3)]
        gradients = [size * _not_small(draw.normal(*shape)) for shape in shapes]
        # Ten times the gradients: so even a weak decay of the weights can be seen.
        values = [10 * gradient * (1 + 0.2 * draw.normal(*gradient.shape)) for gradient in gradients]
        gradients[1] = None if with_none else gradients[1]
        rate = draw.number(0.1, 0.9)
        called = f"gradient_descent_step(parameters, learning_rate={rate:.3f}) on four parameters"
        called += ", of which the second has no gradient" if with_none else ""
        called += ", given as an iterator" if as_iterator else ""
        inputs = {"values": values, "gradients": gradients, "learning_rate": rate, "as_iterator": as_iterator}
        cases.append(Case(called, inputs))
    return cases


def _not_small(numbers: torch.Tensor) -> torch.Tensor:
    """Numbers of both signs, none of them near 0."""
    return numbers + 0.6 * numbers.sign()


def expected(
    values, gradients, learning_rate, as_iterator, sign=-1.0, rate=True, rebind=False, clear=False, without=None,
    need_list=False, first_only=False, left_off=False,
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
    moved = values if rebind else moved
    gone = Meets("no gradients", lambda got: _all_cleared(got, values), example=[None] * len(values))
    return {
        MULTIPLES: multiples(values, moved, gradients, learning_rate),
        MOVED: moved,
        "the gradients after the step": gone if clear else gradients,
        RECORDED: False,
        STILL: not left_off,
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


def _steps(test: Callable[[list[Steps]], bool]) -> Rule:
    """The test holds of the steps that were taken in each case; False where some call gave none."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        taken = [_taken(reply, case) for reply, case in zip(replies, cases, strict=True)]
        return all(taken) and test(taken)

    when.__doc__ = f"The parameters of all calls moved. {test.__doc__}"
    return when


def _taken(reply: Reply, case: Case) -> Steps:
    """What was subtracted from the parameters with a gradient, by learning rate; [] where the reply does not tell."""
    moved = reply.value.get(MOVED) if isinstance(reply.value, dict) else None
    values, gradients, rate = (case.inputs[name] for name in ("values", "gradients", "learning_rate"))
    if not isinstance(moved, list) or len(moved) != len(values):
        return []
    if not all(
        isinstance(new, torch.Tensor) and new.shape == old.shape for new, old in zip(moved, values, strict=True)
    ):
        return []
    triples = zip(values, moved, gradients, strict=True)
    return [((old.double() - new.double()) / rate, g.double()) for old, new, g in triples if g is not None]


def _scaled(taken: list[Steps]) -> bool:
    """All steps of all calls are the right ones times the same number, which is not 1, 0 or -1."""
    found = factor([pair for steps in taken for pair in steps])
    return found is not None and abs(found) > 1e-6 and abs(abs(found) - 1) > 0.02


def _one_length(taken: list[Steps]) -> bool:
    """All steps, or those of each call taken together, are equally long by learning rate, though the gradients are not."""
    return same_length([pair for steps in taken for pair in steps]) or same_length(list(map(_together, taken)))


def _clipped(taken: list[Steps]) -> bool:
    """Long gradients, or the large numbers in them, were cut to one size, and the others left as they are."""
    each = [pair for steps in taken for pair in steps]
    return clipped_in_length(each) or clipped_in_length(list(map(_together, taken))) or clipped_in_value(each)


def _together(steps: Steps) -> tuple[torch.Tensor, torch.Tensor]:
    """All steps of a call as one, along all of its gradients."""
    return tuple(torch.cat([pair[index].flatten() for pair in steps]) for index in (0, 1))


def _decayed(replies: list[Reply], cases: list[Case]) -> bool:
    """Each parameter moved as it should, and by the same share of itself beside."""
    shares = []
    for reply, case in zip(replies, cases, strict=True):
        steps = _taken(reply, case)
        pairs = zip(case.inputs["values"], case.inputs["gradients"], strict=True)
        weights = [value for value, gradient in pairs if gradient is not None]
        shares.append(decay(steps, weights) if steps else 0.0)
    return min(shares) > 0 and max(shares) < 1.2 * min(shares)


def _recorded(replies: list[Reply], cases: list[Case]) -> bool:
    """Some step was recorded, or autograd refused to record it."""
    seen = any(isinstance(reply.value, dict) and reply.value.get(RECORDED) is True for reply in replies)
    return seen or raises("RuntimeError", "leaf")(replies, cases)


MISTAKES = [
    Mistake(
        "gradient-ascent",
        "Your step goes uphill: subtract the gradient, do not add it.",
        {"sign": 1.0},
        hint="A gradient points to where the loss grows. Which way is downhill?",
    ),
    Mistake(
        "learning-rate-ignored",
        "The step is the whole gradient: multiply it by learning_rate.",
        {"rate": False},
        hint="How far a step goes is for the caller to choose: that is what the second argument is for.",
    ),
    Mistake(
        "rebinds-parameter",
        "The parameters did not move. A difference is a new tensor, whatever name it gets; change W itself, in place.",
        {"rebind": True},
    ),
    Mistake(
        "clears-gradients",
        "The step is right, but the gradients were cleared too. Leave them: another function does that.",
        {"clear": True},
        hint="What is asked for is the step alone. Which line does more than that?",
    ),
    *(
        Mistake(
            "fails-without-gradient",
            "A parameter's gradient can be None, if the loss does not depend on it. Skip such a parameter.",
            {"without": error},
            hint="What is .grad of a parameter that the loss does not depend on? Ask before you use it.",
        )
        for error in ("TypeError", "AttributeError")  # None times a number; None.data
    ),
    Mistake(
        "stops-without-gradient",
        "The step ends at the first parameter that has no gradient. Skip that one, and go on with the next.",
        {"without": "stop"},
        hint="Python has one word that ends a loop and another that goes on with its next round.",
    ),
    Mistake(
        "only-first-parameter",
        "Only the first parameter moved. Is there a return inside the loop?",
        {"first_only": True},
        hint="A return that is indented no deeper than its loop comes after all of the loop's rounds.",
    ),
    Mistake(
        "needs-a-list",
        "model.parameters() is no list: it has no length and no [0]. Walk over it with `for`.",
        {"need_list": True},
        hint="Some things can be walked over, and have neither a length nor numbered places.",
    ),
    Mistake(
        "step-scaled",
        "All steps are the right ones times one and the same number. Nothing but learning_rate belongs before the gradient: is there a division?",
        when=_steps(_scaled),
        explains=(MULTIPLES, MOVED),
        hint="Write the formula of the docstring beside your line. What stands in yours that is not in it?",
    ),
    Mistake(
        "gradient-normalised",
        "The steps are equally long, however long the gradients are. Is the gradient divided by its norm, or cut?",
        when=_steps(_one_length),
        explains=(MULTIPLES, MOVED),
        hint="Write the formula of the docstring beside your line. What stands in yours that is not in it?",
    ),
    Mistake(
        "gradient-clipped",
        "Small gradients make the right step, and large ones one that is cut short. Use the gradient as it is.",
        when=_steps(_clipped),
        explains=(MULTIPLES, MOVED),
        hint="Write the formula of the docstring beside your line. What stands in yours that is not in it?",
    ),
    Mistake(
        "weight-decay",
        "The step also draws every parameter towards 0, by a share of itself: weight decay. Only the gradient belongs in it.",
        when=_decayed,
        explains=(MULTIPLES, MOVED),
        hint="Write the formula of the docstring beside your line. What stands in yours that is not in it?",
    ),
    Mistake(
        "gradients-switched-off",
        "The step is right, but it leaves something behind: gradients are switched off, or a parameter no longer asks for one.",
        {"left_off": True},
        hint="What is switched off for a block comes on again by itself. What was switched off for good?",
    ),
    Mistake(
        "recorded-by-autograd",
        "Autograd was watching the step. Tell it to look away with torch.no_grad().",
        when=_recorded,
        hint="with and the name of a context manager begin a block, and a decorator stands above a whole function: either will do.",
    ),
]
