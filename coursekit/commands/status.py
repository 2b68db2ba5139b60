"""`python -m COURSE status`: how far you are, from the last run, at once."""

import sys

from ..companion.memory import LastRun, Memory
from ..companion.outline import fingerprints
from ..course import Course
from ..judge.results import Report
from ..report.style import Style, write
from ..report.summary import table

BAR = 40  # characters


def add_arguments(parser, course: Course) -> None:
    pass


def run(course: Course, arguments) -> int:
    """Print the progress bar and the table of the last run; nothing is graded."""
    style = Style(sys.stdout)
    last = Memory(course).recall()
    report = last.report if last else Report(course)
    lines = [_bar(report.score / report.max_score, style), *table(report, style), ""]
    if last is None:
        lines.append(f"Nothing has been graded yet. pytest {course.name} does it.")
    else:
        changed = changed_since(last)
        if changed:
            lines.append(f"Changed since then: {', '.join(changed)}. pytest {course.name} looks at them again.")
        lines.append(style.paint(f"(last run: {last.ended:%Y-%m-%d %H:%M}, data: {report.data or 'none'})", "90"))
        if report.score < report.max_score:
            lines.append(f"What to do now: python -m {course.name} next")
    write(lines, sys.stdout)
    return 0


def changed_since(last: LastRun) -> list[str]:
    """The exercises, by id, whose code (or code that they build on) is no longer what was judged."""
    course = last.report.course
    now = fingerprints(course, course.exercises_folder)
    return [
        row.exercise.id for row in last.report.selected if last.fingerprints[row.exercise.id] != now[row.exercise.id]
    ]


def _bar(share: float, style: Style) -> str:
    full, empty = ("#", ".") if style.ascii else ("█", "░")
    done = int(share * BAR)  # full only when all is done
    return style.paint(full * done, "32") + style.paint(empty * (BAR - done), "90") + f" {share:.0%}"
