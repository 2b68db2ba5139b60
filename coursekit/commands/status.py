"""`python -m COURSE status`: how far you are, from the last run, at once."""

import sys

from ..companion.memory import Memory
from ..companion.standing import as_it_is_now
from ..course import Course
from ..judge.results import Report
from ..report.style import GREY, Style, write
from ..report.table import table

BAR = 40  # characters


def add_arguments(parser, course: Course) -> None:
    pass


def run(course: Course, arguments) -> int:
    """Print the progress bar and the table of what is known; nothing is graded."""
    style = Style(sys.stdout)
    last = Memory(course).recall()
    standing = as_it_is_now(last) if last else None
    report = standing.report if standing else Report(course)
    lines = [_bar(report.score / report.max_score, style), *table(report, style), ""]
    if last is None:
        lines.append(f"Nothing has been graded yet. pytest {course.name} does it.")
    else:
        if standing.changed:
            again = f"pytest {course.name} looks again."
            lines += style.wrapped(f"Changed since then, so not counted: {', '.join(standing.changed)}. {again}")
        lines.append(style.paint(f"(last run: {last.ended:%Y-%m-%d %H:%M}, data: {report.data or 'none'})", GREY))
        if report.score < report.max_score:
            lines.append(f"What to do now: python -m {course.name} next")
    write(lines, sys.stdout)
    return 0


def _bar(share: float, style: Style) -> str:
    full, empty = ("#", ".") if style.ascii else ("█", "░")
    done = int(share * BAR)  # full only when all is done
    percent = f" {int(share * 100 + 1e-9)}%"  # 100 % only when all is done, too
    return style.paint(full * done, "32") + style.paint(empty * (BAR - done), GREY) + percent
