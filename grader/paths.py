"""Where the course's folders are."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
LESSONS = ROOT / "lessons"
STATE = ROOT / ".grader"  # what the companion remembers between runs; never graded, never committed


def hidden_from_submissions() -> set[Path]:
    """Resolved paths that hold right answers: the solutions, this project's tests and history, the data's labels."""
    from digits.data import VARIABLE
    from digits.folders import data_folders

    data = [*data_folders(), *([Path(named)] if (named := os.environ.get(VARIABLE)) else [])]
    return {path.expanduser().resolve() for path in [SOLUTIONS, ROOT / "tests", ROOT / ".git", *data]}
