"""The course under test, and what reads reports and spoils submissions."""

import io
from contextlib import redirect_stdout
from pathlib import Path

from coursekit.course import Course
from coursekit.report.json_file import exercises_of, report_as_dict
from coursekit.report.summary import print_summary

ROOT = Path(__file__).resolve().parent.parent
COURSE = Course(ROOT / "grader")
SOLUTIONS, EXERCISES = COURSE.solutions, COURSE.exercises_folder
MAX = f"{COURSE.max_score:.0f}"  # points, as they are printed
TO_WRITE = [id for id, row in COURSE.exercises.items() if not row.nothing_to_write]
# To write, and graded in every run: the race trains for many seconds, and has its own tests.
WITH_A_HOLE = [id for id, row in COURSE.exercises.items() if not row.nothing_to_write and not row.on_request]


def graded(grader, submission: Path | None, ids=None, seed: int | None = None, passed=()) -> tuple[dict, str]:
    """Grade with a `WarmGrader`; return the report as in the JSON file, and the summary as it would be printed.

    What is `passed` is known to be, where `ids` require it: it is not judged.
    """
    report = grader.grade(submission, ids, seed, passed=passed)
    with redirect_stdout(io.StringIO()) as printed:
        print_summary(report)
    return report_as_dict(report), printed.getvalue()


def statuses(report: dict) -> dict[str, str]:
    """The status of each exercise that was selected, by id."""
    return {row["id"]: row["status"] for row in exercises_of(report) if row["status"] != "not_selected"}


def row_of(report: dict, id: str) -> dict:
    """One exercise's part of a report."""
    return next(row for row in exercises_of(report) if row["id"] == id)


def points(*ids: str) -> str:
    """What these exercises are worth together, those of a bonus apart, as it is printed."""
    return f"{sum(COURSE.exercises[id].points for id in ids if not COURSE.exercises[id].bonus):g}"


def append(submission: Path, file: str, code: str) -> None:
    """Add code to the end of a stage file: the last definition of a name counts."""
    with (submission / file).open("a", encoding="utf-8") as stream:
        stream.write("\n\n" + code)
