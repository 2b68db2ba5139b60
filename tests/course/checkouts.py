"""Copies of the checkout, in which authors' commands are run."""

import atexit
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from coursekit.judge.process import CAN_FORK
from tests.course.forks import run_forked
from tests.helpers import ROOT

FOLDERS = ["coursekit", "digits", "grader", "solutions", "exercises", "lessons", "tests/mistakes", "tests/alternatives"]
ENVIRONMENT = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"}
UNCOPIED = shutil.ignore_patterns("__pycache__", "*.before-*")


def copied(folder: Path) -> Path:
    """Copy what makes the course, and what judges it, to a folder that is not there yet."""
    return shutil.copytree(_compiled(), folder)


@cache
def _compiled() -> Path:
    """A first copy, with bytecode: a run in a copy of it need not compile all over again."""
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=UNCOPIED)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in ("coursekit", "digits", "grader"):
        compileall.compile_dir(folder / package, quiet=2)
    return folder


def python(folder: Path, *arguments, **environment) -> tuple[int, str]:
    """Run `python -m ...` in a copy; the copy's own code comes first. Return the exit code and all that was printed."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    command, environment = [*map(str, arguments)], {**kept, **ENVIRONMENT, **environment}
    if CAN_FORK:
        out = folder.with_name(f"{folder.name}.txt")
        code = run_forked(command, folder, environment, out)
        return code, out.read_text(encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=300,
    )  # fmt: skip
    return done.returncode, done.stdout


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (path, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
