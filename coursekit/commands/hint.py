"""`python -m COURSE hint 3.3`: a hint; with --more the second one, which says more."""

import sys
import textwrap

from ..companion.lookup import UnknownExerciseError, find_exercise
from ..companion.memory import Memory
from ..course import Course, Exercise
from ..judge.results import NOT_SELECTED
from ..report.style import Style, write


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("exercise", nargs="?", help="its id or its name (default: the next to do)")
    parser.add_argument("--more", action="store_true", help="the second hint, which says more")


def run(course: Course, arguments) -> int:
    """Print one of the two hints of the exercise."""
    style = Style(sys.stdout)
    try:
        exercise = find_exercise(course, arguments.exercise) if arguments.exercise else _next(course)
    except UnknownExerciseError as error:
        write([str(error)], sys.stdout)
        return 1
    number = 2 if arguments.more else 1
    lines = [style.paint(f"{exercise.id} {exercise.name}, hint {number} of 2", "1")]
    lines += textwrap.wrap(exercise.hints[number - 1], style.width - 2, break_on_hyphens=False)
    if not arguments.more:
        lines.append(f"More: {style.paint(f'python -m {course.name} hint {exercise.id} --more', '36')}")
    write(lines, sys.stdout)
    return 0


def _next(course: Course) -> Exercise:
    first = next(iter(course.exercises.values()))
    last = Memory(course).recall()
    if last is None:
        return first
    results = last.report.results.values()
    ungraded = next((result for result in results if result.status == NOT_SELECTED), None)
    result = last.report.first_to_do or ungraded
    if result is None:
        command = f"python -m {course.name} hint {first.id}"
        raise UnknownExerciseError(f"Nothing is left to do. Name an exercise to see its hint: {command}")
    return result.exercise
