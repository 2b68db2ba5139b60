"""`python -m COURSE next`: what to do now, from the last run, at once."""

import sys

from ..companion.standing import Standing, standing_of
from ..course import Course
from ..judge.results import NOT_JUDGED, NOT_SELECTED, PASSED, Report
from ..pairs import cell_of
from ..report.farewell import farewell
from ..report.style import GOOD, Style, write
from ..report.summary import bonus_invitation, invitation, more_hints, panel, rerun_command


def add_arguments(parser, course: Course) -> None:
    pass


def run(course: Course, arguments) -> int:
    """Print the panel of the one exercise to work on; nothing is graded."""
    style = Style(sys.stdout)
    standing = standing_of(course)
    if standing is None:
        report = Report(course)
        first = next(iter(report.results.values()))
        write(["Nothing has been graded yet.", *invitation(report, first, style, "Begin with ")], sys.stdout)
        return 0
    result = standing.report.first_to_do
    if result is None:
        lines = _after_success(standing.report, style)
    elif all(row.exercise.id in standing.changed for row in standing.report.selected if row.status != PASSED):
        lines = _only_changes(standing, style)
    else:
        more = more_hints(standing.report, result, standing.tries.get(result.exercise.id, 0))
        if result.hint and not more:
            more = f"python -m {course.name} hint {result.exercise.id} --more"
        cell = cell_of(standing.report, result)
        lines = panel(result, style, rerun_command(standing.report, result), title="Next: ", more=more, cell=cell)
        if result.status == NOT_JUDGED and len(standing.changed) > 1:
            lines.append(f"  All       pytest {course.name}")
    write(lines, sys.stdout)
    return 0


def _after_success(report: Report, style: Style) -> list[str]:
    """What is left when nothing that was graded is open: what was never graded."""
    rows = report.results.values()
    ungraded = next((row for row in rows if row.status == NOT_SELECTED and not row.exercise.bonus), None)
    if ungraded:
        right = style.paint("All that was graded is right.", GOOD)
        return [right, *invitation(report, ungraded, style, "Go on with ")]
    return [*farewell(report, style), *bonus_invitation(report, style)]


def _only_changes(standing: Standing, style: Style) -> list[str]:
    """What to do when all that is open has only changed since it was graded."""
    changed, name = standing.changed, standing.report.course.name
    result = standing.report.results[changed[0]]
    one = len(changed) == 1
    command = rerun_command(standing.report, result) if one else f"pytest {name}"
    what = f"{result.exercise.id} {result.exercise.name}" if one else ", ".join(changed)
    return [*style.wrapped(f"You have changed {what} since the last run. Have it graded:"), f"  {command}"]
