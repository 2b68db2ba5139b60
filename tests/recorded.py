"""What a check asks and knows, taken from the check itself: its cases, its simulation, its table of mistakes."""

import contextlib
import importlib
import pkgutil
from dataclasses import dataclass

import grader
from grader.judge.draw import Draw
from grader.judge.mistakes import Case, Mistake


@dataclass(frozen=True)
class Recorded:
    """The arguments of a check's call of `student.judge`."""

    probe: str
    cases: list[Case]
    simulate: object
    mistakes: list[Mistake]


class _AtTheCall(Exception):  # noqa: N818 (it is a way out, not an error)
    pass


class _Recorder:
    """Stands in for the student, and leaves the check at its first question."""

    def judge(self, probe, cases, simulate, mistakes=()):
        self.recorded = Recorded(probe, cases, simulate, list(mistakes))
        raise _AtTheCall


def record(id: str, seed: int) -> Recorded:
    """What the check of this exercise asks in a run with this seed."""
    recorder = _Recorder()
    with contextlib.suppress(_AtTheCall):
        CHECKS[id](recorder, Draw(seed, id))
    return recorder.recorded


def _checks() -> dict[str, object]:
    """The checks by their exercise's id."""
    modules = [
        importlib.import_module(f"grader.{module.name}")
        for module in pkgutil.iter_modules(grader.__path__)
        if module.name.startswith("test_stage")
    ]
    functions = [each for module in modules for each in vars(module).values() if hasattr(each, "pytestmark")]
    return {each.pytestmark[0].args[0]: each for each in functions}


CHECKS = _checks()
EXERCISES = [id for id in CHECKS if id != "4.6"]
