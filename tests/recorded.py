"""What a check asks and knows, in a run with a given seed."""

from collections.abc import Callable
from dataclasses import dataclass

from coursekit.judge.check import load_check
from coursekit.judge.mistakes import Case, Mistake
from coursekit.kit.draw import Draw
from tests.helpers import COURSE, WITH_A_HOLE

CHECKS = {id: load_check(COURSE, COURSE.exercises[id]) for id in WITH_A_HOLE}


@dataclass(frozen=True)
class Recorded:
    """The cases that were drawn, and the check's own simulation and table of mistakes."""

    cases: list[Case]
    expected: Callable[..., dict]
    mistakes: list[Mistake]


def record(id: str, seed: int) -> Recorded:
    """What the check of this exercise asks in a run with this seed."""
    check = CHECKS[id]
    return Recorded(check.cases(Draw(seed, id)), check.expected, check.mistakes)
