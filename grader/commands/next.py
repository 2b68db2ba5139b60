"""`python -m grader next`: what to do now, from the last run, at once."""

import sys

from ..companion import last_run
from ..judge.results import NOT_SELECTED, Result
from ..manifest import exercises
from ..paths import EXERCISES
from ..report.summary import Style, panel, rerun_command, write
from .status import changed_since

HELP = "show what to do now"


def add_arguments(parser) -> None:
    pass


def run(arguments) -> int:
    """Print the panel of the one exercise to work on; nothing is graded."""
    style = Style(sys.stdout)
    last = last_run.recall()
    if last is None:
        first = next(iter(exercises().values()))
        write([f"Nothing has been graded yet. Begin with {_invitation(first)}"], sys.stdout)
        return 0
    result = last.report.first_to_do
    if result is None:
        write(_after_success(last, style), sys.stdout)
        return 0
    lines = panel(result, style, rerun_command(result), title="Next: ")
    if result.hint:
        lines.append(f"  More      python -m grader hint {result.exercise.id} --more")
    if result.exercise.id in changed_since(last):
        lines += ["", "  Your code has changed since this was graded: run the line after Again."]
    write(lines, sys.stdout)
    return 0


def _after_success(last: last_run.LastRun, style: Style) -> list[str]:
    """What is left when nothing that was graded is open: what was never graded, or what has changed since."""
    ungraded = next((row for row in last.report.results.values() if row.status == NOT_SELECTED), None)
    if ungraded:
        return [f"All that was graded is right. Go on with {_invitation(ungraded.exercise)}"]
    if changed := changed_since(last):
        return [f"All of it was right. Since then you changed {', '.join(changed)}: pytest grader looks at them again."]
    return [style.paint(f"All {last.report.max_score:.0f} points: you have finished the course. Well done!", "32;1")]


def _invitation(exercise) -> str:
    if not exercise.minutes:  # 4.6: nothing to write
        return f"{exercise.id} {exercise.name}; there is nothing to write, only to run:\n  {rerun_command(Result(exercise))}"
    minutes = f"about {exercise.minutes} minutes"
    return (
        f"{exercise.id} {exercise.name} ({minutes}), in {EXERCISES.name}/{exercise.file}, and then:\n"
        f"  {rerun_command(Result(exercise))}"
    )
