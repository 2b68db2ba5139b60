"""What the companion's tests share: a student's folder, and a memory of their own."""

import shutil
from pathlib import Path

import pytest

from coursekit.commands import main
from coursekit.companion.memory import Memory
from coursekit.course import Course
from tests.helpers import COURSE


@pytest.fixture
def folder(tmp_path) -> Path:
    """The exercises as they are shipped, in a folder of their own."""
    return shutil.copytree(COURSE.pristine, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def memory(tmp_path) -> Memory:
    """What is remembered of the last run, for this test alone."""
    return Memory(Course(COURSE.folder, state=tmp_path / "state"))


@pytest.fixture
def companion(capsys, tmp_path):
    """Run `python -m grader ...` in this process; return its exit code and what it printed."""

    def run(*arguments) -> tuple[int, str]:
        code = main(COURSE.folder, [str(argument) for argument in arguments], state=tmp_path / "state")
        return code, capsys.readouterr().out

    return run
