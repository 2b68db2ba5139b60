"""The end is an event: what to say to somebody who has all points. The words are the course's, see `farewell` in its table."""

from ..judge.results import Report
from .style import GOOD, Style

WITHOUT_WORDS = "You have finished the course. Well done!"


def farewell(report: Report, style: Style) -> list[str]:
    """All points, what was measured, and the course's own words."""
    lines = [style.paint(f"All {report.max_score:.0f} points!", GOOD)]
    for result in report.results.values():
        if result.detail:
            lines.append(style.paint(f"{result.exercise.id} {result.exercise.name}: {result.detail}", GOOD))
    for line in (report.course.farewell or WITHOUT_WORDS).splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        lines += style.wrapped(line, indent)
    return lines
