"""Which exercises an instructor hands out, and for how many points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..course import Course

MOST_POINTS = 1000  # of an exercise; whole numbers, because every report prints them so


class HandoutError(Exception):
    """It cannot be handed out like this; the message says why, and what to do."""


@dataclass(frozen=True)
class Choice:
    """What differs from the course as it is.

    Attributes:
        without: ids of the exercises that are left out. Later code needs theirs, so it comes filled in.
        points: new points, by id.
    """

    without: frozenset[str] = frozenset()
    points: Mapping[str, int] = field(default_factory=dict)


def add_choice_arguments(parser) -> None:
    """Add --without and --points to a command's parser."""
    parser.add_argument(
        "--without",
        default="",
        metavar="IDS",
        help="leave these exercises out, such as 2.4,4.3: their code comes filled in",
    )
    parser.add_argument("--points", default="", metavar="ID=N", help="other points, such as 3.3=15,2.1=3")


def read_choice(course: Course, without: str, points: str) -> Choice:
    """Read the two options.

    Raises:
        HandoutError: they name what is not there, or leave out what others require, or a whole stage.
    """
    left_out = [id.strip() for id in without.split(",") if id.strip()]
    pairs = [pair.partition("=") for pair in points.split(",") if pair.strip()]
    given = {id.strip(): number.strip() for id, _, number in pairs}
    for option, ids in (("--without", left_out), ("--points", given)):
        if unknown := [id for id in ids if id not in course.exercises]:
            raise HandoutError(
                f"{option}: there is no exercise {unknown[0]}. Their numbers: python -m {course.name} status"
            )
    if both := [id for id in given if id in left_out]:
        raise HandoutError(f"--points: {both[0]} is left out, so it has no points.")
    for id, number in given.items():
        if not number.isascii() or not number.isdecimal() or not 1 <= int(number[:9]) <= MOST_POINTS:
            raise HandoutError(
                f"--points: {id}={number}: points are a whole number between 1 and {MOST_POINTS}, such as {id}=5"
            )
    _demand_that_the_rest_stands(course, left_out)
    return Choice(frozenset(left_out), {id: int(number) for id, number in given.items()})


def _demand_that_the_rest_stands(course: Course, left_out: list[str]) -> None:
    """What is kept must not require what is left out, and every stage's lesson must have an exercise to lead to, a bonus apart."""
    gone, torn = set(left_out), {}
    for exercise in course.exercises.values():  # a requirement stands before what requires it
        if exercise.id not in gone and (missing := [id for id in exercise.requires if id in gone]):
            torn[exercise.id] = missing
            gone.add(exercise.id)
    if torn:
        why = "; ".join(f"{id} requires {' and '.join(missing)}" for id, missing in torn.items())
        everything = ",".join(id for id in course.exercises if id in gone)
        raise HandoutError(f"--without: {why}. Leave out all of them, --without {everything}, or none.")
    for stage in course.stages:
        own = course.of_stage(stage.number)
        if own and not stage.bonus and all(exercise.id in gone for exercise in own):
            raise HandoutError(
                f"--without: nothing of stage {stage.number} ({stage.title}) would be left, and its lesson leads to an "
                "exercise. Keep at least one."
            )
