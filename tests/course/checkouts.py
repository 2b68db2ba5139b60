"""Copies of the checkout, in which authors' commands are run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.helpers import ROOT

FOLDERS = ["coursekit", "digits", "grader", "solutions", "exercises", "lessons", "tests/mistakes", "tests/alternatives"]
UNCOPIED = shutil.ignore_patterns("__pycache__", "*.before-*")


def copied(folder: Path) -> Path:
    """Copy what makes the course, and what judges it, to a folder that is not there yet."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=UNCOPIED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def python(folder: Path, *arguments, **environment) -> tuple[int, str]:
    """Run `python -m ...` in a copy; the copy's own code comes first. Return the exit code and all that was printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    done = subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=folder,
        env={**kept, "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", **environment},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
