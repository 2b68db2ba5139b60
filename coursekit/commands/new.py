"""`python -m COURSE new 3.5 clip_gradients`: begin a new exercise, in files that work together at once."""

import sys
from argparse import Namespace
from pathlib import Path

from ..course import Course, Exercise
from ..files import replace_file
from ..report.style import BOLD, COMMAND, Style, write
from ..scaffold.exercise import RefusedError, Wish, planned
from ..scaffold.templates import TO_FILL_IN
from . import stubs


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("id", help="the next of its stage, such as 3.5")
    parser.add_argument("name", help="the function's name, such as clip_gradients")
    parser.add_argument("--after", metavar="ID", help="the exercise to stand behind (default: the stage's last)")
    parser.add_argument("--points", type=float, default=5, metavar="N", help="what it is worth (default: 5)")
    parser.add_argument("--summary", default="", metavar="TEXT", help="what is asked, in half a line")


def run(course: Course, arguments) -> int:
    """Write all files of the exercise, or none; then the stubs."""
    if not course.solutions.is_dir():
        print(f"There is no {course.solutions}: this is a student edition, which cannot be added to.")
        return 1
    wish = Wish(arguments.id, arguments.name, arguments.after, arguments.points, arguments.summary)
    try:
        files = planned(course, wish)
        write_all(files)
    except (RefusedError, OSError) as reason:
        print(f"{reason}\nNothing was written.")
        return 1
    grown = Course(course.folder, course.state)
    shown = [path.relative_to(course.root).as_posix() for path in files]
    print(f"Exercise {wish.id} {wish.name} is begun. Written:")
    print("\n".join(f"  {path}" for path in shown))
    code = stubs.run(grown, Namespace(check=False))
    write(_next_steps(course, grown, grown.exercises[wish.id]), sys.stdout)
    return code


def write_all(files: dict[Path, bytes]) -> None:
    """Write all files, or put back what was there before.

    Raises:
        OSError: one could not be written; then all are as they were.
    """
    before = {path: path.read_bytes() if path.exists() else None for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
    except BaseException:  # Ctrl-C too
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                replace_file(path, data)
        raise


def _next_steps(before: Course, grown: Course, exercise: Exercise) -> list[str]:
    style, name = Style(sys.stdout), grown.name
    commands = {
        f"python -m {name} check": "what is still to be filled in, and whether all fits together",
        f"pytest {name} --submission solutions -k {exercise.id}": "passes now, and must go on passing",
        f"python -m {name} stubs": "after each change of solutions/",
    }
    width = max(map(len, commands))
    return [
        "",
        style.paint(
            f"It works already, and asks for a number doubled. Each {TO_FILL_IN} says what to put in its place.", BOLD
        ),
        *(f"  {style.paint(f'{command:<{width}}', COMMAND)}  {text}" for command, text in commands.items()),
        *style.wrapped(
            f"All points sum up to {grown.max_score:g} now, which every report shows. "
            f"If it is to stay {before.max_score:g}, take {exercise.points:g} from other rows of {name}/course.toml."
        ),
    ]
