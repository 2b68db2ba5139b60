"""Rows of a class of the tiny course as `python -m words class` would keep them, made up."""

from coursekit.classroom.pages.people import Entry
from coursekit.course import Course
from tests.kit.copies import TINY

WORDS = Course(TINY / "words")
CODE = 'def count_words(text):\n    return {{}}  # {0}\n\n\ndef most_common(text, number):\n    return "{0}"\n'


def exercise(id: str, status: str = "passed", mistake: str | None = None, message: str = "") -> dict:
    """An exercise in a report."""
    row = WORDS.exercises[id]
    return {
        "id": id, "stage": row.stage, "name": row.name, "file": row.file, "status": status, "hint": "", "seconds": 0.1,
        "score": row.points if status == "passed" else 0.0, "max_score": row.points, "mistake": mistake, "message": message,
    }  # fmt: skip


def wrong(id: str, mistake: str | None, because: str, status: str = "failed") -> dict:
    """An exercise with a wrong value, and what was said of it."""
    why = f"\nWhy       {because}" if because else ""
    return exercise(id, status, mistake, f"Called    f()\nGot       1\nExpected  2{why}\nEdit      stage1_words.py:3")


def graded(name: str, first: dict | None = None, second: dict | None = None, code: str = "", **more) -> Entry:
    """A student who was graded."""
    exercises = [first or exercise("1.1"), second or exercise("1.2")]
    report = {"score": sum(each["score"] for each in exercises), "max_score": 5.0, "exercises": exercises}
    row = {
        "key": name, "name": name, "id": "", "status": "graded", "refused": "", "error": "", "notes": [], "answers": {},
        "report": report, "seconds": 1.5, **more,
    }  # fmt: skip
    return Entry(row, f"{name} folder", {"stage1_words.py": (code or CODE.format("")).encode()})


def without_result(name: str, status: str, reason: str = "") -> Entry:
    """A student who was refused, is missing, or met a fault of the grader's."""
    row = {"key": "", "name": name, "id": "7", "status": status, "refused": reason, "error": "", "report": None}
    return Entry(row, "" if status == "missing" else f"{name} folder", {})
