"""One text for makers and for students: what stands between marks is for one of them alone.

In Markdown, in a line or around lines:

    <!-- not for students -->for makers<!-- for students again -->
    <!-- for students: shown to them; on the page of the project it is a comment -->

In a file whose comments begin with #, around lines:

    # not for students
    # for students again
"""

import re

from ..course import Course
from .choice import HandoutError

HIDDEN = (
    # Around lines: with the empty lines below, so that none is doubled. Then in a line.
    re.compile(r"^<!-- not for students -->\n.*?^<!-- for students again -->\n+", re.MULTILINE | re.DOTALL),
    re.compile(r"<!-- not for students -->.*?<!-- for students again -->", re.DOTALL),
    re.compile(r"^[ \t]*# not for students\n.*?^[ \t]*# for students again\n", re.MULTILINE | re.DOTALL),
)
SHOWN = re.compile(r"<!-- for students:\s*(.*?)\s*-->", re.DOTALL)
MARK = re.compile(r"(?:<!--|#) (?:not for students|for students\b)")


def for_students(text: str, name: str) -> str:
    """The text as students get it.

    Args:
        text: with marks.
        name: of its file, for the message.

    Raises:
        HandoutError: a mark without its other half.
    """
    for hidden in HIDDEN:
        text = hidden.sub("", text)
    text = SHOWN.sub(r"\1", text)
    if left := MARK.search(text):
        raise HandoutError(f"{name}: the mark {left[0]!r} has no other half.")
    return text


def with_counts(text: str, course: Course, exercises: int, points: float) -> str:
    """The text with the new numbers, where it says how many exercises and points the course has in all, its bonus apart.

    Args:
        text: prose.
        course: as it is: "18 exercises" is a count of its exercises where it has 18 beside its bonus.
        exercises: how many are handed out.
        points: what they are worth together.
    """
    counted = sum(not exercise.bonus for exercise in course.exercises.values())
    new = {(counted, "exercise"): exercises, (course.max_score, "point"): points}
    for (old, noun), number in new.items():
        plural = f"{number:g} {noun}{'' if number == 1 else 's'}"
        text = re.sub(rf"(?<![\w.,]){old:g} {noun}s\b", plural, text)
    return text


def mentions(text: str, ids, python: bool = False) -> list[tuple[int, str]]:
    """The lines, from 1, in which the number of one of these exercises stands, with that; of Python its comments alone."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if python and not line.startswith("#"):
            continue
        found += [(number, id) for id in ids if re.search(rf"(?<![\w.,]){re.escape(id)}(?![.,]?\d)", line)]
    return found
