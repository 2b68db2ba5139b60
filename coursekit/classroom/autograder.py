"""Grades the one submission in Gradescope's container: `python -m coursekit.classroom.autograder COURSE`, as run_autograder does.

Source: Gradescope's documentation, gradescope-autograders.readthedocs.io, Autograder Specifications. What is printed here,
Gradescope shows to instructors only.
"""

import argparse
import json
import os
import random
import sys
import traceback
from pathlib import Path

from ..course import Course, CourseError
from ..data import Data, DataError
from ..files import replace_file
from ..judge.run import MOST_SEEDS
from .gradescope import gradescope_results
from .intake import take_in_one
from .task import ERROR, REFUSED, Slot

ROOT = "/autograder"
NOT_GRADED = {"status": ERROR, "report": None, "summary": "", "refused": "", "error": "", "seconds": 0.0}


def main(argv: list[str] | None = None) -> int:
    """Grade what lies in the root's submission/ into its results/results.json; or, with --prepare, fetch the data."""
    parser = argparse.ArgumentParser(
        prog="python -m coursekit.classroom.autograder", description="Grade in a container."
    )
    parser.add_argument("course", type=Path, help="the course's folder")
    parser.add_argument("--root", type=Path, default=Path(os.environ.get("AUTOGRADER_ROOT", ROOT)), metavar="DIR")
    parser.add_argument("--seed", type=int, metavar="N", help="of the inputs (default: drawn anew)")
    parser.add_argument("--prepare", action="store_true", help="only find the course's data, or fetch them")
    arguments = parser.parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    if arguments.prepare:
        return prepare(arguments.course)
    results = arguments.root / "results" / "results.json"
    results.parent.mkdir(parents=True, exist_ok=True)
    _write(results, NOT_GRADED)  # of a run that is killed
    row = NOT_GRADED
    try:
        row = grade(Course(arguments.course), arguments.root / "submission", arguments.seed)
    except Exception:  # whatever it is, the student is told that it is not their fault
        traceback.print_exc(file=sys.stdout)
    _write(results, row)
    return 0 if row["status"] != ERROR else 1


def grade(course: Course, submission: Path, seed: int | None) -> dict:
    """Grade a folder that somebody handed in, as one of a class; print what instructors are to know.

    Returns:
        A row, as `Slot.grade` makes it, with "refused".
    """
    taken = take_in_one(course, submission)
    for note in taken.notes:
        print(note)
    if taken.refused:
        print(f"Refused: {taken.refused}")
        return {**NOT_GRADED, "status": REFUSED, "refused": taken.refused}
    print(f"Taken: {', '.join(sorted(taken.files))}")
    slot = Slot(course)
    try:
        for line in (slot.worker.protection.line, *slot.worker.protection.reasons):
            print(line)
        row = slot.grade(taken.files, random.SystemRandom().randrange(MOST_SEEDS) if seed is None else seed)
    finally:
        slot.close()
    if row["error"]:
        print(row["error"])
    return {**row, "refused": ""}


def prepare(folder: Path) -> int:
    """Find the course's data, or fetch them, so that grading needs no network."""
    try:
        data = Data(Course(folder))
        root = data.root
    except (CourseError, DataError) as error:
        print(error)
        return 1
    print(f"Data: {data.name}, in {root}" if root else "This course has no data.")
    return 0


def _write(path: Path, row: dict) -> None:
    text = json.dumps(gradescope_results(row), ensure_ascii=False, indent=1) + "\n"
    replace_file(path, text.encode("utf-8", errors="backslashreplace"))


if __name__ == "__main__":
    sys.exit(main())
