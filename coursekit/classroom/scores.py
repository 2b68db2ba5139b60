"""`scores.csv`: a row per student, a column per exercise, the total and the status; safe to open in a spreadsheet."""

import csv
import io

from ..course import Course
from ..report.json_file import exercises_of
from .rows import bonus_of
from .task import GRADED

FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
)  # a spreadsheet would compute such a cell. Source: OWASP, CSV injection


def scores_csv(course: Course, rows: list[dict]) -> bytes:
    """The file, with the mark by which spreadsheets know UTF-8, and everything quoted.

    Args:
        course: whose exercises they are.
        rows: {"id", "name", "email", "key", "status", "refused", "report"} each.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    bonus = ["bonus"] if course.max_bonus else []
    writer.writerow(["id", "name", "email", "submission", *course.exercises, "total", *bonus, "status", "reason"])
    for row in rows:
        scores = {each["id"]: f"{each['score']:g}" for each in exercises_of(row["report"])} if row["report"] else {}
        report = row["report"] if row["status"] == GRADED else None
        points = [report["score"], bonus_of(report)] if report else ["", ""]
        totals = [f"{each:g}" if report else "" for each in points[: 1 + len(bonus)]]
        cells = [safe(row[name]) for name in ("id", "name", "email", "key")]
        writer.writerow(
            [*cells, *(scores.get(id, "") for id in course.exercises), *totals, row["status"], safe(row["refused"])]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", errors="backslashreplace")


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
