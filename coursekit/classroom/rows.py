"""A student's row: what is kept of a submission, joined with the roster, and told in a line."""

from ..judge.results import PASSED, is_offered
from ..report.json_file import exercises_of
from .intake import Submission
from .roster import Student, student_of
from .task import GRADED, MISSING


def kept(submission: Submission, outcome: dict, fingerprint: str) -> dict:
    """What is kept of a submission."""
    nothing = {"report": None, "summary": "", "prints": {}, "answers": {}, "error": "", "seconds": 0.0}
    return {
        "key": submission.whose.key, "name": submission.whose.name, "id": submission.whose.id,
        "came_as": submission.came_as, "notes": submission.notes, "refused": submission.refused,
        "fingerprint": fingerprint, **nothing, **outcome,
    }  # fmt: skip


def joined(row: dict, submission: Submission, roster: list[Student]) -> dict:
    """A row with what the roster knows of the student; "student" is None for who is not in it."""
    student = student_of(submission.whose, roster)
    known = (
        {"id": student.id, "name": student.name or row["name"], "email": student.email} if student else {"email": ""}
    )
    return {**row, **known, "student": student}


def missing(student: Student) -> dict:
    """The row of who handed in nothing."""
    return {"id": student.id, "name": student.name, "email": student.email, "key": "", "status": MISSING, "refused": "",
            "report": None, "student": student, "error": ""}  # fmt: skip


def in_a_line(row: dict) -> str:
    """The points, and the first exercise that is open; or why there are none."""
    name = row["name"] or row["key"]
    if row["status"] != GRADED:
        return f"{name}: {row['status']}{': ' + row['refused'] if row['refused'] else ''}"
    open_ones = [each for each in exercises_of(row["report"]) if each["status"] != PASSED and not offered(each)]
    first = next(iter(open_ones), None)
    why = f"   {first['id']} {first['status']}{', ' + first['mistake'] if first['mistake'] else ''}" if first else ""
    more = f" + {bonus:g}" if (bonus := bonus_of(row["report"])) else ""
    return f"{name}: {row['report']['score']:g}{more} of {row['report']['max_score']:g}{why}"


def bonus_of(report: dict) -> float:
    """The bonus points of a report."""
    return report.get("bonus", {}).get("score", 0.0)


def offered(exercise: dict) -> bool:
    """Whether an exercise of a report is a bonus that nobody has begun."""
    return is_offered(bool(exercise.get("bonus")), exercise["status"])
