"""Mistakes that show in the values of any exercise, for no check to think of."""

from ..wire import Other
from .mistakes import Mistake, Reply

METHODS = ("builtin_function_or_method", "method", "function", "method-wrapper")
MOST, DEEPEST = 100, 3  # items of a list that are looked at, and lists in lists


def _method_itself(replies: list[Reply], cases=None) -> bool:
    """Every call gave observations, and among them a function or a method itself."""
    return all(
        isinstance(reply.value, dict)
        and any(_has_method(value) for name, value in reply.value.items() if not str(name).startswith("_"))
        for reply in replies
    )


def _has_method(value, depth: int = DEEPEST) -> bool:
    if isinstance(value, list | tuple) and depth:
        return any(_has_method(each, depth - 1) for each in value[:MOST])
    return isinstance(value, Other) and value.type in METHODS


USUAL = [
    Mistake(
        "not-called",
        "A function itself is among what came back, not what it gives. Are the brackets, (), missing that call it?",
        when=_method_itself,
        hint="A function's name alone is the function itself. The brackets behind it are what makes it run.",
    )
]


def usual(replies: list[Reply]) -> Mistake | None:
    """The mistake that the values show, whatever the exercise; None if they show none."""
    return next((mistake for mistake in USUAL if mistake.when(replies, [])), None)
