"""Every attack of the bank, at every level: it earns nothing, costs nobody else anything, and leaves nothing."""

import contextlib
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.data import Data
from coursekit.judge import process
from coursekit.judge.pair import PairedWorker
from coursekit.judge.run import Run
from coursekit.report.json_file import exercises_of
from coursekit.sandbox.levels import LANDLOCK, NAMESPACES
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, graded, row_of, statuses

from .bank import ATTACKS
from .world import World

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing else shuts a submission in")
# A control character, or one that turns text around, would be acted on by a terminal or a page.
ACTED_ON = {chr(number) for number in (*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))}  # fmt: skip
OWN_FAULT = re.compile("held: (TypeError|NameError|AttributeError|IndexError|KeyError)")  # the attack never was one
# What never ends, or takes all there is, need not be waited for as long as in earnest.
SECONDS, MOST_MEMORY = 4, 2**30
HURRIED = Course(COURSE.folder)
for _id, _exercise in HURRIED.exercises.items():
    HURRIED.exercises[_id] = replace(_exercise, seconds=SECONDS if _exercise.seconds == 10 else _exercise.seconds)
ON_OTHERS = ("escape_", "spoil_", "stop_")  # attacks on more than the exercise's own verdict
MOST_TEXT, MOST_OUTPUT = 4096, 21_000  # characters of a message, and of the prints of an exercise


@contextlib.contextmanager
def world_of(grader, level: str, folder: Path) -> Iterator[World]:
    """What an attack would like to get at, where the machine gives the level."""
    if grader.worker.protection.level != level:
        pytest.skip(f"this machine does not give the level {level}: {grader.worker.protection.reasons}")
    with contextlib.closing(World(folder, grader)) as made:
        yield made


@pytest.fixture(scope="module")
def few_resources(rendered_root):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITS_DATA", str(rendered_root))
        patch.setattr(process, "MOST_MEMORY", MOST_MEMORY)
        yield


@pytest.fixture(scope="module", params=[NAMESPACES, LANDLOCK])
def world(request, few_resources, tmp_path_factory):
    """A warm grader at one level."""
    folder = tmp_path_factory.mktemp("world")
    with (
        WarmGrader(HURRIED, sandbox=request.param) as grader,
        world_of(grader, request.param, folder) as made,
    ):
        yield made


class SideBySide(WarmGrader):
    """Grades two exercises at a time: what comes first in the second of two workers, what comes next in the first."""

    def __init__(self, course: Course) -> None:
        self.course, self.data = course, Data(course)
        self.first = PairedWorker(course, hidden_variables=self.data.variables)
        self.worker = self.first.twin

    def __exit__(self, *exception) -> None:
        self.first.close()

    def grade(self, submission, ids=None, seed=None, passed=()):
        return Run(self.course, submission, self.worker, self.data, seed, second=self.first).grade(ids, passed)


@pytest.fixture(scope="module")
def world_of_two(few_resources, tmp_path_factory):
    """A grader of two exercises at a time."""
    folder = tmp_path_factory.mktemp("world")
    with SideBySide(HURRIED) as grader, world_of(grader, NAMESPACES, folder) as made:
        yield made


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_fails(name, world, tmp_path):
    assert_fails(name, world, tmp_path)


@pytest.mark.parametrize("name", [name for name in ATTACKS if name.startswith(ON_OTHERS)])
def test_an_attack_fails_beside_another_exercise(name, world_of_two, tmp_path):
    assert_fails(name, world_of_two, tmp_path)


def assert_fails(name: str, world: World, tmp_path: Path) -> None:
    attack, protection = ATTACKS[name], world.grader.worker.protection
    submission = attack.write_submission(tmp_path / "submission", world.names)
    begin = time.monotonic()
    report, text = graded(world.grader, submission, [attack.exercise, *attack.unaffected])
    seconds = time.monotonic() - begin
    spoilt, found = world.spoilt(), statuses(report)
    for id in attack.unaffected:
        assert found[id] == "passed", text
    assert seconds < attack.within
    assert_is_readable(report, text)
    assert not OWN_FAULT.search(text), text
    row = row_of(report, attack.exercise)
    assert attack.header("says") in row["message"], row
    assert "The grader could not" not in row["message"] and "no code could be run" not in row["message"], row
    if protection.level in attack.held and protection.filtered:
        assert not spoilt
        if attack.header("passes") != "either":
            assert (found[attack.exercise] == "passed") == (attack.header("passes") == "yes"), text
    elif protection.filtered:
        assert attack.header("open") and attack.header("open") in protection.does_not_hold


def assert_is_readable(report: dict, text: str) -> None:
    """Nothing that a submission wrote reaches a reader as anything but text, and not too much of it."""
    assert not ACTED_ON & set(text), sorted(ACTED_ON & set(text))
    for row in exercises_of(report):
        for part in ("message", "output", "hint"):
            value = row.get(part) or ""
            assert not ACTED_ON & set(value), (part, sorted(ACTED_ON & set(value)))
            assert len(value) <= (MOST_OUTPUT if part == "output" else MOST_TEXT), (part, len(value))
    assert not any(ACTED_ON & set(note) for note in report.get("notes", []))
