"""An exercise is a row of the table and two files, its check and its probe: none of the three is there alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.course import CourseError
from coursekit.judge.check import load_check
from tests.helpers import COURSE

EXPECTED = {f"{exercise.folder}/{exercise.module}" for exercise in COURSE.exercises.values()}


def modules_with(folder: Path, *names: str) -> set[str]:
    """The modules below grader/checks/ or grader/probes/ that define one of these names, as "training/train_step"."""
    found = set()
    for path in folder.rglob("*.py"):
        place = path.relative_to(folder).with_suffix("")
        module = COURSE.import_module(".".join([folder.name, *place.parts]).removesuffix(".__init__"))
        if any(hasattr(module, name) for name in names):
            found.add(place.as_posix())
    return found


@pytest.mark.parametrize("id", COURSE.exercises)
def test_every_row_has_a_check_and_a_probe(id):
    check = load_check(COURSE, COURSE.exercises[id])
    assert callable(check.judge or check.cases)
    assert callable(COURSE.probe(COURSE.exercises[id]).probe)


def test_every_check_belongs_to_a_row():
    assert modules_with(COURSE.checks, "cases", "judge") == EXPECTED


def test_every_probe_belongs_to_a_row():
    assert modules_with(COURSE.folder / "probes", "probe") == EXPECTED


def test_a_row_without_a_check_is_told_with_the_file_to_write():
    row = replace(COURSE.exercises["3.3"], name="forgotten_step")
    with pytest.raises(CourseError, match="3.3 forgotten_step has no check: write grader/checks/training/forgotten_"):
        load_check(COURSE, row)
