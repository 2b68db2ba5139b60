"""What the companion's tests share: a student's folder, and a memory of their own."""

import shutil
from pathlib import Path

import pytest

from grader.__main__ import main
from grader.companion import last_run
from grader.paths import PACKAGE


@pytest.fixture
def folder(tmp_path) -> Path:
    """The exercises as they are shipped, in a folder of their own."""
    return shutil.copytree(PACKAGE / "pristine", tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def memory(tmp_path, monkeypatch) -> Path:
    """Where the last run is remembered, for this test alone."""
    monkeypatch.setattr(last_run, "FILE", tmp_path / "state" / "last.json")
    return last_run.FILE


@pytest.fixture
def companion(capsys):
    """Run `python -m grader ...` in this process; return its exit code and what it printed."""

    def run(*arguments) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        return code, capsys.readouterr().out

    return run
