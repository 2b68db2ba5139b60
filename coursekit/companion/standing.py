"""How far the student is: the latest verdict on each exercise, unless it no longer says anything about the code."""

from dataclasses import dataclass

from ..course import Course
from ..judge.results import BLOCKED, NOT_JUDGED, PASSED, Report, Result
from .memory import LastRun, Memory
from .outline import fingerprints

CHANGED, UNBLOCKED = "changed since", "not graded yet"


@dataclass
class Standing:
    """What is known of the student's own exercises, as they are now."""

    report: Report  # what no longer holds is "not judged" in it, and its `detail` says why
    changed: list[str]  # ids of the exercises whose code, or code that they build on, is not what was judged
    tries: dict[str, int]  # by id: the failed tries of an exercise since it last passed


def standing_of(course: Course) -> Standing | None:
    """What is known of the student's own exercises; None if nothing is."""
    last = Memory(course).recall()
    return None if last is None else as_it_is_now(last)


def as_it_is_now(last: LastRun) -> Standing:
    """Hold what is remembered against the files as they are now."""
    course = last.report.course
    now = fingerprints(course, course.exercises_folder)
    changed = [
        row.exercise.id for row in last.report.selected if last.fingerprints[row.exercise.id] != now[row.exercise.id]
    ]
    report = Report(course, last.report.given, last.report.seed)
    report.data = last.report.data
    for id, result in last.report.results.items():  # what it requires stands before it
        report.results[id] = result
        if id in changed:
            report.results[id] = _open(result, CHANGED, "Your code has changed since this was graded.")
        elif result.status == BLOCKED and _may_begin(report, result):
            report.results[id] = _open(result, UNBLOCKED, "What it builds on has passed, so it can be graded now.")
    return Standing(report, changed, last.tries)


def _open(result: Result, detail: str, message: str) -> Result:
    edit = f"\nEdit      {result.where.rpartition(':')[0]}" if result.where else ""
    return Result(result.exercise, NOT_JUDGED, detail=detail, message=message + edit)


def _may_begin(report: Report, result: Result) -> bool:
    requires = result.exercise.requires
    return bool(requires) and all(report.results[id].status == PASSED for id in requires)
