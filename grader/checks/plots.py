"""What the checks of the plotting exercises share: rules on figures, and the mistakes in what is returned."""

import re
from collections.abc import Callable

from coursekit.judge.compare import WHOLE, Meets, describe
from coursekit.judge.exhibits import picture
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.judge.results import PASSED
from coursekit.kit.rules import Rule, lower_first, observed
from grader.checks import hints


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

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return is_figure(replies, cases) and all(test(reply.value) for reply in replies)

    rule.__doc__ = "Of every figure: " + lower_first(test.__doc__)
    return rule


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


def drawn(student, case: Case, title: str, caption: str) -> dict | None:
    """An exhibit: the figure that the student's code draws, by the probe `exhibit` of the exercise."""
    if student.status != PASSED:
        caption = f"{caption} This is what your code draws now; the exercise has not passed yet."
    reply = student.run([case], probe="exhibit")[0]
    return picture(reply.value.get("pixels"), title, caption) if reply.value else None


RETURNS = [
    Mistake(
        "axes-returned",
        "The axes came back. Return the whole figure that they belong to.",
        when=returned("Axes$", "ndarray of Axes", "list of Axes"),
        hint="An axes is one frame with its lines or its image; the figure is the whole sheet that it stands on.",
    ),
    Mistake(
        "figure-and-axes-returned",
        "The figure came back together with its axes. Return the figure alone.",
        when=returned("(tuple|list) of Figure and"),
        hint="plt.subplots gives two things at once. The caller wants the first of them.",
    ),
    Mistake(
        "pyplot-returned",
        "The module pyplot came back. Return the figure itself.",
        when=returned("the module"),
        hint="plt is where the functions come from. What some of them return is a figure.",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the figure.",
        when=returned("None$"),
        hint=hints.RETURN,
    ),
    Mistake(
        "figure-shown",
        "The figure is right, but it was also shown. Only return it: whoever calls decides what to do with it.",
        {"shown": True},
        hint="Showing waits until somebody closes the window. A function that only returns its figure can be used everywhere.",
    ),
    Mistake(
        "figure-reused",
        "A second call drew into the figure of the first. Begin a new figure in each call.",
        {"reused": True},
        hint="plt.figure() and plt.subplots() make a new figure each time, plt.gcf() gives whatever there is.",
    ),
]
