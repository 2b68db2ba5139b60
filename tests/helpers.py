"""Reads reports, and spoils submissions."""

from pathlib import Path


def statuses(report: dict) -> dict[str, str]:
    """The status of each exercise that was selected, by id."""
    return {row["id"]: row["status"] for row in report["exercises"] if row["status"] != "not_selected"}


def row_of(report: dict, id: str) -> dict:
    """One exercise's part of a report."""
    return next(row for row in report["exercises"] if row["id"] == id)


def append(submission: Path, file: str, code: str) -> None:
    """Add code to the end of a stage file: the last definition of a name counts."""
    with (submission / file).open("a", encoding="utf-8") as stream:
        stream.write("\n\n" + code)
