"""Where the course's folders are."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
SOLUTIONS = ROOT / "solutions"
EXERCISES = ROOT / "exercises"
LESSONS = ROOT / "lessons"
STATE = ROOT / ".grader"  # what the companion remembers between runs; never graded, never committed
