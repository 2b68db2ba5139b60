"""What a GitHub workflow shows: an annotation beside the line of each mistake, and a summary on the job's page.

Source: GitHub's documentation, docs.github.com, Workflow commands for GitHub Actions.
"""

import html
import os
import re
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..judge.results import CRASHED, FAILED, PASSED, TIMED_OUT, Report, Result
from .style import SIGNS, write
from .summary import rerun_command
from .table import is_partial, word_of

MISTAKES = (FAILED, CRASHED, TIMED_OUT)
MOST_OF_A_KIND = 10  # annotations of a step that GitHub shows, of each kind
KINDS = ("error", "warning", "notice")  # so thirty in all
MOST_SUMMARY = 900_000  # characters; GitHub takes one mebibyte, of a step
EDIT = re.compile(r"^Edit      (?P<file>.+?)(?P<cell>, code cell \d+)?(?::(?P<line>\d+))?$")


class GitHubReport:
    """A plugin of pytest: prints the annotations, and appends to the file that GITHUB_STEP_SUMMARY names.

    Args:
        report: of the run.
    """

    def __init__(self, report: Report) -> None:
        self.report = report

    @pytest.hookimpl(wrapper=True)
    def pytest_unconfigure(self):
        """Around the summary on the terminal: in what is printed there, GitHub must look for no commands."""
        token = secrets.token_hex(16)
        write([*annotations(self.report), *self._summed_up(), f"::stop-commands::{token}"], sys.stdout)
        try:
            return (yield)
        finally:
            write([f"::{token}::"], sys.stdout)

    def _summed_up(self) -> list[str]:
        """Write the summary; return what is to be said if that fails."""
        file = os.environ.get("GITHUB_STEP_SUMMARY")
        if not file:
            return []
        try:
            with Path(file).open("a", encoding="utf-8", errors="backslashreplace") as stream:
                stream.write(page(self.report))
        except OSError as error:
            return [command("warning", f"The summary could not be written: {error.strerror}")]
        return []


def annotations(report: Report) -> list[str]:
    """A command for each mistake: an error, and where there are more than GitHub shows of these, a warning or a notice."""
    wrong = [result for result in report.selected if result.status in MISTAKES]
    kinds = [kind for kind in KINDS for _ in range(MOST_OF_A_KIND)]
    return [_annotation(result, kind) for result, kind in zip(wrong, kinds, strict=False)]


def _annotation(result: Result, kind: str) -> str:
    hint = f"\nHint      {result.hint}" if result.hint else ""
    return command(kind, result.message + hint, **_place(result), title=_title(result))


def _title(result: Result) -> str:
    return f"{result.exercise.id} {result.exercise.name}: {result.mistake or result.status.replace('_', ' ')}"


def _place(result: Result) -> dict[str, str]:
    """The file, from the top of the repository, and the line; of a notebook, whose lines nobody sees, the file alone."""
    last = (result.message.splitlines() or [""])[-1]  # the judge's own: what the student wrote stands above it
    found = EDIT.match(last)
    if found is None:
        return {}
    path = Path(found["file"]).absolute()
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).absolute()
    file = path.relative_to(top) if path.is_relative_to(top) else path
    line = {} if found["cell"] or not found["line"] else {"line": found["line"]}
    return {"file": file.as_posix(), **line}


def command(kind: str, text: str, **properties: str) -> str:
    """A workflow command in one line, in which nothing of its text or its properties can be a command or a property."""
    pairs = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind}{' ' if pairs else ''}{pairs}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def page(report: Report) -> str:
    """The summary in Markdown; all that a submission had a part in is escaped, so it is text and nothing else."""
    of_these = f" ({len(report.selected)} of {len(report.results)} exercises were graded)" if is_partial(report) else ""
    bonus = f", and {report.bonus:.0f} of {report.course.max_bonus:.0f} bonus points" if report.bonus else ""
    lines = [f"### {report.score:.0f} of {report.max_score:.0f} points{bonus}{of_these}", ""]
    lines += [*(_cell(note) + "\n" for note in report.notes)]
    lines += ["| | exercise | points | |", "|---|---|---|---|"]
    lines += [_row(result) for result in report.selected]
    lines += _messages(report)
    text = "\n".join(lines) + "\n\n"
    return (
        text if len(text) <= MOST_SUMMARY else f"{lines[0]}\n\nThe rest is too long for this page; the log has it.\n\n"
    )


def _row(result: Result) -> str:
    exercise = result.exercise
    points = f"{result.score:.0f} of {exercise.points:g}"
    return f"| {SIGNS[result.status]} | {exercise.id} {_cell(exercise.name)} | {points} | {_cell(word_of(result))} |"


def _messages(report: Report) -> Iterator[str]:
    """A part that unfolds for each mistake; that of the exercise to work on next is open."""
    first = report.first_to_do
    for result in report.selected:
        if result.status == PASSED or (result.status not in MISTAKES and result is not first):
            continue
        hint = f"\nHint      {result.hint}" if result.hint else ""
        again = f"\nAgain     {rerun_command(report, result)}"
        yield f"\n<details{' open' if result is first else ''}><summary>{html.escape(_title(result))}</summary>\n"
        yield f"<pre>\n{html.escape(result.message + hint + again)}\n</pre>\n</details>"


def _cell(text: str) -> str:
    """Text in a line of Markdown: no HTML, no column, no markup."""
    return re.sub(r"([\\`*_\[\]#|~@:])", lambda found: f"&#{ord(found[1])};", html.escape(" ".join(text.split())))
