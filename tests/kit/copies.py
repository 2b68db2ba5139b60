"""Copies of the tiny course in tests/kit/course, and the two doors to them: `pytest words` and `python -m words`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from coursekit.sandbox.landlock import landlock_version

TINY = Path(__file__).resolve().parent / "course"
ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
CONFINED = bool(landlock_version())


def copied(folder: Path) -> Path:
    """Copy the tiny course to a folder that is not there yet."""
    return shutil.copytree(TINY, folder, ignore=shutil.ignore_patterns("__pycache__", ".words", ".pytest_cache"))


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), encoding="utf-8")


def run_pytest(folder: Path, *arguments) -> tuple[int, dict, str]:
    """Run `pytest words` in a copy; return its exit code, the JSON report and all that it printed.

    As with the command of that name, the working directory is not on Python's path.
    """
    file = folder / "report.json"
    file.unlink(missing_ok=True)
    done = _run(folder, "-P", "-m", "pytest", "words", *arguments, "--json", file)
    return done.returncode, json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}, done.stdout


def run_companion(folder: Path, *arguments) -> tuple[int, str]:
    """Run `python -m words ...` in a copy; return its exit code and what it printed."""
    done = _run(folder, "-m", "words", *arguments)
    return done.returncode, done.stdout


def _run(folder: Path, *arguments) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, *map(str, arguments)], cwd=folder, env={**os.environ, **ENVIRONMENT},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
