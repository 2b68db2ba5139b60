"""`python -m COURSE next`: what to do now, from the last run, at once."""

import sys

from ..companion.memory import LastRun, Memory
from ..course import Course
from ..judge.results import NOT_SELECTED, Report
from ..report.style import Style, write
from ..report.summary import panel, rerun_command
from .status import changed_since


def add_arguments(parser, course: Course) -> None:
    pass


def run(course: Course, arguments) -> int:
    """Print the panel of the one exercise to work on; nothing is graded."""
    style = Style(sys.stdout)
    last = Memory(course).recall()
    if last is None:
        report = Report(course)
        first = next(iter(course.exercises))
        write([f"Nothing has been graded yet. Begin with {_invitation(report, first)}"], sys.stdout)
        return 0
    result = last.report.first_to_do
    if result is None:
        write(_after_success(last, style), sys.stdout)
        return 0
    lines = panel(result, style, rerun_command(last.report, result), title="Next: ")
    if result.hint:
        lines.append(f"  More      python -m {course.name} hint {result.exercise.id} --more")
    if result.exercise.id in changed_since(last):
        lines += ["", "  Your code has changed since this was graded: run the line after Again."]
    write(lines, sys.stdout)
    return 0


def _after_success(last: LastRun, style: Style) -> list[str]:
    """What is left when nothing that was graded is open: what was never graded, or what has changed since."""
    ungraded = next((row for row in last.report.results.values() if row.status == NOT_SELECTED), None)
    if ungraded:
        return [f"All that was graded is right. Go on with {_invitation(last.report, ungraded.exercise.id)}"]
    if changed := changed_since(last):
        again = f"pytest {last.report.course.name} looks at them again."
        return [f"All of it was right. Since then you changed {', '.join(changed)}: {again}"]
    return [style.paint(f"All {last.report.max_score:.0f} points: you have finished the course. Well done!", "32;1")]


def _invitation(report: Report, id: str) -> str:
    result = report.results[id]
    exercise, command = result.exercise, rerun_command(report, result)
    if exercise.nothing_to_write:
        return f"{exercise.id} {exercise.name}; there is nothing to write, only to run:\n  {command}"
    minutes = f"about {exercise.minutes} minutes"
    where = f"{report.course.exercises_folder.name}/{exercise.file}"
    return f"{exercise.id} {exercise.name} ({minutes}), in {where}, and then:\n  {command}"
