"""What was found in one area of a course."""

from collections.abc import Callable
from dataclasses import dataclass, field

from ..course import Course


class UnseenError(Exception):
    """The area cannot be looked at here; the message says why."""


@dataclass
class Area:
    """What was found in one area.

    An area is a function that takes a course and a new `Area`, and fills the latter.
    """

    name: str
    right: str = ""  # what is right if nothing is wrong, in a few words
    wrong: list[str] = field(default_factory=list)  # each with its file, and what to do
    unseen: str = ""  # why it could not be looked at

    def demand(self, holds, otherwise: str) -> None:
        """Note what is wrong where something does not hold."""
        if not holds:
            self.wrong.append(otherwise)


def look_at(course: Course, area: Callable[[Course, Area], None]) -> Area:
    """Look at one area; whatever is raised there is a finding of its own."""
    found = Area(area.__name__)
    try:
        area(course, found)
    except UnseenError as reason:
        found.unseen = str(reason)
    except Exception as error:
        found.wrong.append(f"This area could not be looked at: {type(error).__name__}: {error}")
    return found


def demand_folder(course: Course, name: str) -> None:
    """Raise `UnseenError` where a folder beside the course is missing, as in a student edition."""
    if not (course.root / name).is_dir():
        raise UnseenError(f"there is no {name}/ here")


def counted(number: int, one: str, several: str = "") -> str:
    """ "1 hole", "2 holes"."""
    return f"{number} {one if number == 1 else several or one + 's'}"
