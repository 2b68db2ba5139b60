"""What the companion tells at once, it tells without waiting: each command loads what it needs itself."""

import subprocess
import sys

import pytest

from coursekit import commands
from tests.helpers import COURSE, ROOT

SLOW = {
    "torch",
    "numpy",
    "matplotlib",
    "coursekit.sandbox.levels",
    "coursekit.judge.run",
    "coursekit.pieces",
    "watchfiles",
    "psutil",
}
LOADED = """
import sys
from pathlib import Path
from coursekit.commands import main
code = main(Path("grader"), sys.argv[2:], state=Path(sys.argv[1]))
print("loaded", *sys.modules)
sys.exit(code)
"""
ALL = {*commands.STUDENTS, *commands.GRADERS, *commands.AUTHORS}


@pytest.fixture
def state(memory):
    """Where a run is remembered."""
    from coursekit.companion.outline import fingerprints
    from coursekit.judge.results import Report

    report = Report(COURSE, seed=7)
    report.results["1.1"].status = "passed"
    memory.remember(report, {"1.1": fingerprints(COURSE, COURSE.exercises_folder)["1.1"]})
    return memory.course.state


@pytest.mark.parametrize("words", [["status"], ["next"], ["hint", "3.3"]])
def test_it_loads_no_other_command_and_nothing_slow(words, state):
    done = subprocess.run(
        [sys.executable, "-c", LOADED, state, *words], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(done.stdout.rpartition("loaded ")[2].split())
    assert {name for name in ALL if f"coursekit.commands.{name}" in loaded} == {words[0]}
    assert not loaded & SLOW
