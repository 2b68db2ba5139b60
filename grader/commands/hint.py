"""`python -m grader hint 3.3`: a hint; with --more the second one, which says more."""

import sys
import textwrap

from ..companion import last_run
from ..companion.lookup import UnknownExerciseError, find_exercise
from ..judge.results import NOT_SELECTED
from ..manifest import Exercise, exercises
from ..report.summary import Style, write

HELP = "show a hint for an exercise (--more: the second)"


def add_arguments(parser) -> None:
    parser.add_argument("exercise", nargs="?", help="its id or its name, 3.3 or train_step (default: the next to do)")
    parser.add_argument("--more", action="store_true", help="the second hint, which says more")


def run(arguments) -> int:
    """Print one of the two hints of the exercise."""
    style = Style(sys.stdout)
    try:
        exercise = find_exercise(arguments.exercise) if arguments.exercise else _next()
    except UnknownExerciseError as error:
        write([str(error)], sys.stdout)
        return 1
    number = 2 if arguments.more else 1
    lines = [style.paint(f"{exercise.id} {exercise.name}, hint {number} of 2", "1")]
    lines += textwrap.wrap(exercise.hints[number - 1], style.width - 2, break_on_hyphens=False)
    if not arguments.more:
        lines.append(f"More: {style.paint(f'python -m grader hint {exercise.id} --more', '36')}")
    write(lines, sys.stdout)
    return 0


def _next() -> Exercise:
    last = last_run.recall()
    if last is None:
        return next(iter(exercises().values()))
    results = last.report.results.values()
    ungraded = next((result for result in results if result.status == NOT_SELECTED), None)
    result = last.report.first_to_do or ungraded
    if result is None:
        raise UnknownExerciseError("Nothing is left to do. Name an exercise to see its hint: python -m grader hint 3.3")
    return result.exercise
