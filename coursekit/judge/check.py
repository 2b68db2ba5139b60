"""An exercise's check, as its module in the course's checks/ has it.

    cases(draw) -> list[Case]                   draws the calls
    expected(**inputs, **switches) -> dict      what right code gives, or code with the mistake that is switched on: observations
                                                by name (names that begin with "_" are evidence only), or `Raises`
    MISTAKES: list[Mistake]                     the usual ones
    afterwards(student, draw)                   may be missing: what is asked once the cases are right
    REMARKS: dict[str, str]                     may be missing: what is said of right code in which this was found (see
                                                `coursekit.worker.reading`), a sentence that begins in lower case
    exhibits(student, draw)                     may be missing: yields what a page may show of the exercise, passed or failed
                                                (see `coursekit.judge.exhibits`); called only where a run collects it

or, where none of this fits, `judge(student, draw)` alone, which raises a `Verdict` unless all is right; `exhibits`, and MISTAKES that it names, may stand beside it.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field

from ..course import Course, CourseError, Exercise
from .mistakes import Case, Mistake


@dataclass(frozen=True)
class Check:
    """What an exercise must do."""

    cases: Callable[..., list[Case]] | None = None
    expected: Callable[..., dict] | None = None
    mistakes: list[Mistake] = field(default_factory=list)
    afterwards: Callable | None = None
    judge: Callable | None = None
    remarks: dict[str, str] = field(default_factory=dict)
    exhibits: Callable | None = None


def load_check(course: Course, exercise: Exercise) -> Check:
    """Import an exercise's check.

    Raises:
        CourseError: there is none, it lacks a part, or a mistake has a switch that `expected` does not know.
    """
    name = f"checks.{exercise.folder}.{exercise.module}"
    file = f"{course.name}/{name.replace('.', '/')}.py"
    try:
        module = course.import_module(name)
    except ModuleNotFoundError as error:
        if error.name and f"{course.name}.{name}.".startswith(f"{error.name}."):
            raise CourseError(f"exercise {exercise.id} {exercise.name} has no check: write {file}") from None
        raise
    if hasattr(module, "judge"):
        mistakes = getattr(module, "MISTAKES", [])
        return Check(judge=module.judge, mistakes=mistakes, exhibits=getattr(module, "exhibits", None))
    for part in ("cases", "expected", "MISTAKES"):
        if not hasattr(module, part):
            raise CourseError(f"{file} has no {part}")
    for mistake in module.MISTAKES:
        _check_switches(mistake, module.expected, file)
    return Check(
        module.cases,
        module.expected,
        module.MISTAKES,
        getattr(module, "afterwards", None),
        remarks=getattr(module, "REMARKS", {}),
        exhibits=getattr(module, "exhibits", None),
    )


def _check_switches(mistake: Mistake, expected: Callable, file: str) -> None:
    """A switch that is misspelt would be a TypeError in the simulation, and show nothing of the student's code."""
    if bool(mistake.switches) == bool(mistake.when):
        raise CourseError(f"{file}: the mistake {mistake.slug} needs either switches or a rule (`when`)")
    switches = {name for name, each in inspect.signature(expected).parameters.items() if each.default is not each.empty}
    if unknown := set(mistake.switches) - switches:
        raise CourseError(f"{file}: the mistake {mistake.slug}: expected() has no switch {sorted(unknown)[0]}")
