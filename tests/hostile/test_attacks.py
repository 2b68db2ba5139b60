"""Every attack of the bank, at every level: it earns nothing, costs nobody else anything, and leaves nothing."""

import re
import sys
import time
from dataclasses import replace

import pytest

from coursekit.course import Course
from coursekit.judge import process
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
MOST_TEXT, MOST_OUTPUT = 4096, 21_000  # characters of a message, and of the prints of an exercise


@pytest.fixture(scope="module", params=[NAMESPACES, LANDLOCK])
def world(request, rendered_root, tmp_path_factory):
    """A warm grader at one level, and what an attack would like to get at."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITS_DATA", str(rendered_root))
        patch.setattr(process, "MOST_MEMORY", MOST_MEMORY)
        with WarmGrader(HURRIED, sandbox=request.param) as grader:
            if grader.worker.protection.level != request.param:
                pytest.skip(f"this machine does not give the level {request.param}: {grader.worker.protection.reasons}")
            made = World(tmp_path_factory.mktemp("world"), grader)
            yield made
            made.close()


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_fails(name, world, tmp_path):
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
