"""What the checks of the plotting exercises share: rules on figures, and the mistakes in what is returned."""

import re
from collections.abc import Callable

from coursekit.judge.compare import WHOLE, Meets, describe
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


def plain(text: str) -> str:
    """A text without regard to case and spaces."""
    return " ".join(text.split()).casefold()


def written(text: str) -> Meets:
    """This text, without regard to case and spaces; what came back is shown as it was written."""
    return Meets(repr(text), lambda got: plain(got) == plain(text), example=text)


def all_written(texts: list[str]) -> Meets:
    """These texts in order, without regard to case and spaces."""
    return Meets(
        _listed(texts),
        lambda got: isinstance(got, list) and list(map(plain, got)) == list(map(plain, texts)),
        _listed,
        texts,
    )


def _listed(texts) -> str:
    """The texts as they were written, all of a few; of anything else its description."""
    is_short = isinstance(texts, list) and len(texts) <= WHOLE and all(isinstance(each, str) for each in texts)
    return f"[{', '.join(map(describe, texts))}]" if is_short else describe(texts)


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
    Mistake(
        "figure-reused",
        "A second call drew into the figure of the first. Begin a new figure in each call.",
        {"reused": True},
    ),
]
