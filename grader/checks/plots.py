"""What the checks of the plotting exercises share: rules on figures, and the mistakes in what is returned."""

import re
from collections.abc import Callable

from coursekit.judge.mistakes import Mistake
from coursekit.kit.rules import Rule, observed


def returned(*kinds: str) -> Rule:
    """Something of one of these kinds came back in place of a figure.

    Args:
        kinds: regular expressions, one of which the beginning of the type in words matches.
    """
    pattern = re.compile("|".join(kinds))
    return observed("what was returned", lambda got: isinstance(got, str) and pattern.match(got) is not None)


def every_figure(test: Callable[[dict], bool]) -> Rule:
    """Every call gave a figure, and `test(observations)` holds."""
    is_figure = observed("what was returned", lambda got: isinstance(got, str) and got == "Figure")
    return lambda replies, cases: is_figure(replies, cases) and all(test(reply.value) for reply in replies)


RETURNS = [
    Mistake(
        "axes-returned",
        "The axes came back. Return the whole figure that they belong to.",
        when=returned("Axes$", "ndarray of Axes", "list of Axes"),
    ),
    Mistake(
        "figure-and-axes-returned",
        "The figure came back together with its axes. Return the figure alone.",
        when=returned("(tuple|list) of Figure and"),
    ),
    Mistake(
        "pyplot-returned",
        "The module pyplot came back. Return the figure itself.",
        when=returned("the module"),
    ),
    Mistake("nothing-returned", "Nothing is returned. Return the figure.", when=returned("None$")),
    Mistake(
        "figure-shown",
        "The figure is right, but it was also shown. Only return it: whoever calls decides what to do with it.",
        {"shown": True},
    ),
]
