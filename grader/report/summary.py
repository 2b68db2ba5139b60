"""The summary on the terminal: one screen, a line per exercise, and the one thing to work on next."""

import os
import re
import shutil
import sys
import textwrap

from ..judge.results import BLOCKED, CRASHED, FAILED, NOT_SELECTED, NOT_STARTED, PASSED, TIMED_OUT, Report, Result

SIGNS = {PASSED: "✓", FAILED: "✗", NOT_STARTED: "·", TIMED_OUT: "⧗", BLOCKED: "⛔", CRASHED: "✗", NOT_SELECTED: " "}
ASCII_SIGNS = {
    PASSED: "+",
    FAILED: "x",
    NOT_STARTED: ".",
    TIMED_OUT: "T",
    BLOCKED: "-",
    CRASHED: "x",
    NOT_SELECTED: " ",
}
WORDS = {NOT_STARTED: "not started", TIMED_OUT: "timed out", NOT_SELECTED: ""}
COLOURS = {PASSED: "32", FAILED: "31", CRASHED: "31", TIMED_OUT: "33", BLOCKED: "90", NOT_STARTED: "90"}
STAGES = {1: "data", 2: "model and loss", 3: "training", 4: "evaluation"}
LABEL = re.compile(r"[A-Z][a-z]+  ")  # "Got       ..."
MAX_PRINTS = 12  # lines of a student's own prints


class Style:
    """What the terminal can show, and what its user wants to see.

    Args:
        stream: where to print.
        colour: whether in colours; None for what NO_COLOR, FORCE_COLOR and the stream itself say, in this order.
    """

    def __init__(self, stream, colour: bool | None = None) -> None:
        by_default = not os.environ.get("NO_COLOR") and (bool(os.environ.get("FORCE_COLOR")) or stream.isatty())
        self.colour = by_default if colour is None else colour
        self.ascii = not _can_show(stream, "".join(SIGNS.values()) + "→─")
        self.width = min(shutil.get_terminal_size((100, 24)).columns, 110)

    def paint(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour and code else text

    def sign(self, status: str) -> str:
        sign = (ASCII_SIGNS if self.ascii else SIGNS)[status]
        return self.paint(sign, COLOURS.get(status, "")) + ("" if status == BLOCKED and not self.ascii else " ")


def _can_show(stream, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def print_summary(report: Report, session, verbose: bool = False, colour: bool | None = None) -> None:
    """Print the summary; `verbose` adds every message, not only that of the exercise to work on next."""
    stream = sys.stdout
    style = Style(stream, colour)
    lines = [*report.notes, *table(report, style)]
    next_up = report.first_to_do
    if verbose:
        for result in report.selected:
            if result.status != PASSED and result is not next_up:
                lines += ["", *panel(result, style, rerun_command(result, session.given))]
    if next_up:
        lines += ["", *panel(next_up, style, rerun_command(next_up, session.given), title="Next: ")]
    else:
        lines += ["", style.paint("All that was graded is right.", "32;1")]
    lines.append(style.paint(f"(data: {report.data or 'none'}, seed {report.seed})", "90"))
    write(lines, stream)


def write(lines: list[str], stream) -> None:
    """Write lines to a stream; what it cannot show becomes a question mark."""
    text = "\n".join(lines) + "\n"
    stream.write(text.encode(stream.encoding or "utf-8", errors="replace").decode(stream.encoding or "utf-8"))
    stream.flush()


def rerun_command(result: Result, given=None) -> str:
    """The command that judges just this exercise again; `given` is the submission's folder, None for `exercises`."""
    where = f" --submission {given}" if given else ""
    return f"pytest grader -k {result.exercise.id}{where}"


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
    for stage, title in STAGES.items():
        results = [result for result in report.results.values() if result.exercise.stage == stage]
        earned, possible = sum(result.score for result in results), sum(result.exercise.points for result in results)
        head = f"Stage {stage}: {title}"
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
