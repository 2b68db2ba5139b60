"""`python -m grader status`: how far you are, from the last run, at once."""

import sys

from ..companion import last_run
from ..companion.outline import fingerprints
from ..judge.results import Report
from ..paths import EXERCISES
from ..report.summary import Style, table, write

HELP = "show how far you are"
BAR = 40  # characters


def add_arguments(parser) -> None:
    pass


def run(arguments) -> int:
    """Print the progress bar and the table of the last run; nothing is graded."""
    style = Style(sys.stdout)
    last = last_run.recall()
    report = last.report if last else Report("exercises", "", 0)
    lines = [_bar(report.score / report.max_score, style), *table(report, style), ""]
    if last is None:
        lines.append("Nothing has been graded yet. pytest grader does it.")
    else:
        changed = changed_since(last)
        if changed:
            lines.append(f"Changed since then: {', '.join(changed)}. pytest grader looks at them again.")
        lines.append(style.paint(f"(last run: {last.ended:%Y-%m-%d %H:%M}, data: {report.data or 'none'})", "90"))
        if report.score < report.max_score:
            lines.append("What to do now: python -m grader next")
    write(lines, sys.stdout)
    return 0


def changed_since(last: last_run.LastRun) -> list[str]:
    """The exercises, by id, whose code (or code that they build on) is no longer what was judged."""
    now = fingerprints(EXERCISES)
    return [
        row.exercise.id for row in last.report.selected if last.fingerprints[row.exercise.id] != now[row.exercise.id]
    ]


def _bar(share: float, style: Style) -> str:
    full, empty = ("#", ".") if style.ascii else ("█", "░")
    done = int(share * BAR)  # full only when all is done
    return style.paint(full * done, "32") + style.paint(empty * (BAR - done), "90") + f" {share:.0%}"
