"""The summary on the terminal: one screen, a line per exercise, and the one thing to work on next."""

import re
import sys
import textwrap

from ..judge.results import CRASHED, FAILED, NOT_SELECTED, PASSED, TIMED_OUT, Report, Result
from .style import WORDS, Style, write

LABEL = re.compile(r"[A-Z][a-z]+  ")  # "Got       ..."
MAX_PRINTS = 12  # lines of a student's own prints


def print_summary(report: Report, verbose: bool = False, colour: bool | None = None) -> None:
    """Print the summary; `verbose` adds every message, not only that of the exercise to work on next."""
    stream = sys.stdout
    style = Style(stream, colour)
    lines = [*report.notes, *table(report, style)]
    next_up = report.first_to_do
    if verbose:
        for result in report.selected:
            if result.status != PASSED and result is not next_up:
                lines += ["", *panel(result, style, rerun_command(report, result))]
    if next_up:
        lines += ["", *panel(next_up, style, rerun_command(report, next_up), title="Next: ")]
    else:
        lines += ["", style.paint("All that was graded is right.", "32;1")]
    if any(result.faults for result in report.selected):
        lines += ["", "The grader itself went wrong somewhere; the verdicts stand. --debug shows what to report."]
    lines.append(style.paint(f"(data: {report.data or 'none'}, seed {report.seed})", "90"))
    write(lines, stream)


def rerun_command(report: Report, result: Result) -> str:
    """The command that judges just this exercise of this submission again."""
    where = f" --submission {report.given}" if report.given else ""
    return f"pytest {report.course.name} -k {result.exercise.id}{where}"


def panel(result: Result, style: Style, rerun: str, title: str = "") -> list[str]:
    """All that a student needs for one exercise: its message, its hint, what it printed, how to run it again."""
    exercise = result.exercise
    lines = [
        style.paint(f"{title}{exercise.id} {exercise.name}", "1") + f" ({WORDS.get(result.status, result.status)})"
    ]
    lines += [wrapped for line in result.message.splitlines() for wrapped in _wrap(line, style.width)]
    if result.status in (FAILED, CRASHED, TIMED_OUT) and result.output.strip():
        printed = result.output.strip().splitlines()
        lines += ["Printed   " + printed[0], *(f"          {line}" for line in printed[1:MAX_PRINTS])]
        if len(printed) > MAX_PRINTS:
            lines.append(f"          … ({len(printed) - MAX_PRINTS} more lines)")
    if result.hint:
        lines += _wrap(f"Hint      {result.hint}", style.width)
    lines.append(f"Again     {style.paint(rerun, '36')}")
    return ["  " + line for line in lines]


def _wrap(line: str, width: int) -> list[str]:
    indent = " " * 10 if LABEL.match(line) else ""
    return textwrap.wrap(line, width - 4, subsequent_indent=indent, break_on_hyphens=False) or [""]


def table(report: Report, style: Style) -> list[str]:
    """The stages with their points, each exercise with its sign, and the total."""
    lines = []
    for stage in report.course.stages:
        results = [result for result in report.results.values() if result.exercise.stage == stage.number]
        earned, possible = sum(result.score for result in results), sum(result.exercise.points for result in results)
        head = f"Stage {stage.number}: {stage.title}"
        lines.append(style.paint(f"{head:<36}{earned:>3.0f} of {possible:>3} points", "1"))
        lines += [row(result, style) for result in results]
    total = f"Total: {report.score:.0f} of {report.max_score:.0f} points"
    return [*lines, style.paint(total, "32;1" if report.score == report.max_score else "1")]


def row(result: Result, style: Style) -> str:
    """One exercise: its sign, its name, its points, and what is the matter."""
    exercise = result.exercise
    text = f"  {style.sign(result.status)}{exercise.id} {exercise.name:<22}"
    if result.status == NOT_SELECTED:
        return style.paint(text.rstrip(), "90")
    points = f"{result.score:>3.0f}" if result.status == PASSED else f"{0:>3}"
    word = "" if result.status == PASSED else result.mistake or WORDS.get(result.status, result.status)
    return f"{text}{points}  {word}".rstrip()
