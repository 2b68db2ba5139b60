"""`python -m COURSE hint 3.3`: a hint; with --more the second one, which says more, and with --more --more the third."""

import sys

from ..companion.lookup import UnknownExerciseError, find_exercise
from ..course import Course, Exercise
from ..judge.results import NOT_SELECTED
from ..report.style import BOLD, COMMAND, Style, write


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("exercise", nargs="?", help="its id or its name (default: the next to do)")
    parser.add_argument(
        "-m", "--more", action="count", default=0,
        help="the second hint, which says more; twice: the third, if there is one, the idea in code on another problem",
    )  # fmt: skip


def run(course: Course, arguments) -> int:
    """Print one of the hints of the exercise."""
    style = Style(sys.stdout)
    try:
        exercise = find_exercise(course, arguments.exercise) if arguments.exercise else _next(course)
    except UnknownExerciseError as error:
        write([str(error)], sys.stdout)
        return 1
    hints = [*exercise.hints, *([exercise.example] if exercise.example else [])]
    number = min(arguments.more + 1, len(hints))
    lines = [style.paint(f"{exercise.id} {exercise.name}, hint {number} of {len(hints)}", BOLD)]
    for line in hints[number - 1].splitlines():
        is_code = line.startswith("    ")
        lines += [line] if is_code else style.wrapped(line, margin=2)
    if number < len(hints):
        command = f"python -m {course.name} hint {exercise.id}{' --more' * number}"
        lines.append(f"More: {style.paint(command, COMMAND)}")
    write(lines, sys.stdout)
    return 0


def _next(course: Course) -> Exercise:
    from ..companion.standing import standing_of  # not where an exercise is named

    first = next(iter(course.exercises.values()))
    standing = standing_of(course)
    if standing is None:
        return first
    results = standing.report.results.values()
    ungraded = next((result for result in results if result.status == NOT_SELECTED), None)
    result = standing.report.first_to_do or ungraded
    if result is None:
        command = f"python -m {course.name} hint {first.id}"
        raise UnknownExerciseError(f"Nothing is left to do. Name an exercise to see its hint: {command}")
    return result.exercise
