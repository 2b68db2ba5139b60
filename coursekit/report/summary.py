"""The summary on the terminal: one screen, a line per exercise, and the one thing to work on next."""

import re
import shlex
import sys

from ..companion.standing import Standing
from ..judge.prints import blocks
from ..judge.results import CRASHED, FAILED, NOT_JUDGED, PASSED, TIMED_OUT, Report, Result
from ..judge.text import plain
from ..pairs import cell_of
from .farewell import farewell
from .style import BOLD, COMMAND, GOOD, GREY, WORDS, Style, write
from .table import is_partial, selection_table, table

LABEL = re.compile(r"[A-Z][a-z]+(?: in)?  ")  # "Got       ..."
MOST_NAME = 500  # characters of a submission's path
MAX_PRINTS, FEWEST_PRINTS = 12, 3  # lines of a student's own prints: of all calls together, and of each
FAULTS = "The grader itself went wrong somewhere; the verdicts stand. --debug shows what to report."
TRIES_FOR_SECOND, TRIES_FOR_THIRD = 3, 5  # failed tries after which a further hint is offered


def print_summary(
    report: Report, verbose: bool = False, colour: bool | None = None, standing: Standing | None = None
) -> None:
    """Print the summary.

    Args:
        report: of the run.
        verbose: whether to print every message, not only that of the exercise to work on next.
        colour: see `Style`.
        standing: what is known of the student's own exercises; None for other submissions.
    """
    stream = sys.stdout
    style = Style(stream, colour)
    if report.no_folder and all(each.message == report.no_folder for each in report.selected):
        write([*style.wrapped(report.no_folder), inputs(report, style)], stream)
        return
    known = _with_the_runs_own(report, standing) if standing else None
    lines = [each for note in report.notes for each in style.wrapped(note)]
    lines += selection_table(report, style, known) if is_partial(report) else table(known or report, style)
    next_up = report.first_to_do
    if verbose:
        for result in report.selected:
            if result.status != PASSED and result is not next_up:
                lines += ["", *panel(result, style, rerun_command(report, result), cell=cell_of(report, result))]
    if next_up:
        more = more_hints(report, next_up, standing.tries.get(next_up.exercise.id, 0)) if standing else ""
        cell = cell_of(report, next_up)
        lines += ["", *panel(next_up, style, rerun_command(report, next_up), title="Next: ", more=more, cell=cell)]
    else:
        lines += ["", *_after_success(report, known, style)]
    if any(result.faults for result in report.selected):
        lines += ["", *style.wrapped(FAULTS)]
    write([*lines, inputs(report, style)], stream)


def inputs(report: Report, style: Style) -> str:
    """What a run's inputs came from, so that they can be drawn again."""
    return style.paint(f"(data: {report.data or 'none'}, seed {report.seed})", GREY)


def _with_the_runs_own(report: Report, standing: Standing) -> Report:
    """What is known of all exercises: of those that this run judged its own verdicts."""
    known = Report(report.course, report.given, report.seed)
    known.results = {
        id: result if result in report.selected and result.status != NOT_JUDGED else standing.report.results[id]
        for id, result in report.results.items()
    }
    return known


def _after_success(report: Report, known: Report | None, style: Style) -> list[str]:
    """What to say when all that was graded is right."""
    right = style.paint("All that was graded is right.", GOOD)
    if report.given is not None:
        return [right]
    if (known or report).score == report.max_score:
        return [*farewell(known or report, style), *bonus_invitation(known or report, style)]
    following = (known or report).first_to_do_after([result.exercise.id for result in report.selected][-1])
    return [right, *invitation(known or report, following, style, "Next: ")]


def bonus_invitation(report: Report, style: Style) -> list[str]:
    """What is offered to who has all points: the first bonus exercise that has not passed; [] if there is none."""
    open_ones = [row for row in report.results.values() if row.exercise.bonus and row.status != PASSED]
    return ["", *invitation(report, open_ones[0], style, "A bonus, if you like: ")] if open_ones else []


def invitation(report: Report, result: Result, style: Style, begin: str = "") -> list[str]:
    """Name an exercise that is to be graded, and its command, which stands in a line of its own."""
    exercise, command = result.exercise, style.paint(rerun_command(report, result), COMMAND)
    name = f"{begin}{exercise.id} {exercise.name}"
    if exercise.nothing_to_write:
        return [*style.wrapped(f"{name}; there is nothing to write, only to run:"), f"  {command}"]
    where = f"{report.course.exercises_folder.name}/{exercise.file}"
    return [*style.wrapped(f"{name} (about {exercise.minutes} minutes), in {where}, and then:"), f"  {command}"]


def rerun_command(report: Report, result: Result) -> str:
    """The command that judges just this exercise of this submission again."""
    # As a shell takes it; what a terminal would act on is shown as "?", which is then no name to type.
    where = f" --submission {plain(shlex.quote(str(report.given)), MOST_NAME)}" if report.given else ""
    return f"pytest {report.course.name} -k {result.exercise.id}{where}"


def more_hints(report: Report, result: Result, tries: int) -> str:
    """The command of a further hint, for who has failed so often; "" before that, and where there is no hint."""
    if not result.hint or tries < TRIES_FOR_SECOND:
        return ""
    command = f"python -m {report.course.name} hint {result.exercise.id} --more"
    if tries >= TRIES_FOR_THIRD and result.exercise.example:
        return f"{command} --more  (the idea in code, on another problem)"
    return f"{command}  (a second hint, which says more)"


def panel(result: Result, style: Style, rerun: str, title: str = "", more: str = "", cell: str = "") -> list[str]:
    """All that a student needs for one exercise: its message, its hint, what it printed, how to run it again.

    Args:
        result: of the exercise.
        style: of the terminal.
        rerun: what to do to have it graded again.
        title: what the first line begins with.
        more: the command of a further hint.
        cell: the place to edit in the notebook beside the file.
    """
    exercise = result.exercise
    word = result.detail if result.status == NOT_JUDGED and result.detail else WORDS.get(result.status, result.status)
    lines = [style.paint(f"{title}{exercise.id} {exercise.name}", BOLD) + f" ({word})"]
    lines += [wrapped for line in result.message.splitlines() for wrapped in _wrap(line, style)]
    if cell:
        lines += _wrap(f"Or in     {cell}", style)
    if result.status in (FAILED, CRASHED, TIMED_OUT):
        lines += _printed(result.output, style)
    if result.hint:
        lines += _wrap(f"Hint      {result.hint}", style)
    if more:
        lines += _wrap(f"More      {more}", style)
    lines.append(f"Again     {style.paint(rerun, COMMAND)}")
    return ["  " + line for line in lines]


def _printed(output: str, style: Style) -> list[str]:
    """The first lines of what the student's code printed in each call, each with its own indentation."""
    lines, parts = [], blocks(output)
    for head, printed in parts:
        lines += style.wrapped(f"{' ' * 10 if lines else 'Printed   '}{head}", " " * 10, margin=4)
        most = max(MAX_PRINTS // len(parts), FEWEST_PRINTS)
        lines += [" " * 12 + line for line in printed[:most]]
        if len(printed) > most:
            lines.append(f"{' ' * 12}... ({len(printed) - most} more lines)")
    return lines


def _wrap(line: str, style: Style) -> list[str]:
    return style.wrapped(line, " " * 10 if LABEL.match(line) else "", margin=4)
