"""`python -m grader doctor`: the level of this machine, and what is said of each."""

import subprocess
import sys

import pytest

from coursekit.sandbox import advice
from coursekit.sandbox.levels import LANDLOCK, NAMESPACES, NONE, Protection
from tests.helpers import ROOT, graded

linux = pytest.mark.skipif(sys.platform != "linux", reason="the levels are Linux's")


def doctor(*arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "grader", "doctor", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    return done.returncode, done.stdout


@linux
@pytest.mark.parametrize("level", [LANDLOCK, NONE])
def test_a_lower_level_that_was_asked_for(level):
    code, text = doctor("--sandbox", level)
    assert code == 1 and text.startswith(f"Level     {level} (")
    assert f"Because   the level {level} was asked for" in text and "But " in text and "Leave out --sandbox." in text


def test_the_level_of_this_machine_is_that_of_a_run(warm, submission):
    code, text = doctor()
    found = warm.worker.protection
    assert text.startswith(f"Level     {found.level} (") and code == (0 if found.best else 1)
    report, summary = graded(warm, submission, ["2.1"])
    assert report["sandbox"] == {
        "level": found.level,
        "system_calls_filtered": found.filtered,
        "holds": found.holds,
        "does_not_hold": found.does_not_hold,
    }
    assert " ".join(found.line.split()) in " ".join(summary.split())


@pytest.mark.parametrize("filtered", [True, False])
@pytest.mark.parametrize("level", [NAMESPACES, LANDLOCK, NONE])
def test_no_two_levels_are_told_alike(level, filtered):
    others = [Protection(each, other) for each in (NAMESPACES, LANDLOCK, NONE) for other in (True, False)]
    here = Protection(level, filtered)
    same = [other for other in others if other.line == here.line]
    assert all(other.level == level for other in same) and (len(same) == 1 or level == NONE)
    assert here.best == (level == NAMESPACES and filtered) and here.best == (not here.does_not_hold)


def test_what_forbids_namespaces_is_told(monkeypatch, tmp_path):
    switch = tmp_path / "switch"
    switch.write_text("0\n", encoding="ascii")
    monkeypatch.setattr(advice.sys, "platform", "linux")
    monkeypatch.setattr(advice, "IN_CONTAINERS", [])
    monkeypatch.setattr(advice, "SWITCHES", [(str(switch), "0", "sudo sysctl a.switch=1")])
    assert advice.advice(Protection(LANDLOCK, True)) == ["sudo sysctl a.switch=1   (it is 0 now)"]
    switch.write_text("1\n", encoding="ascii")
    assert advice.advice(Protection(LANDLOCK, True)) == []
    assert advice.advice(Protection(NAMESPACES, True)) == []
    assert "libseccomp" in advice.advice(Protection(NAMESPACES, False))[0]
    assert "5.13" in advice.advice(Protection(NONE, True))[0]
