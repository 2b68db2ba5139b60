"""`python -m COURSE release DIR`: make the student edition."""

import shlex
import sys
from pathlib import Path

from ..course import Course
from ..handout.choice import HandoutError, add_choice_arguments, read_choice
from ..handout.edition import Edition, student_edition
from ..handout.writing import demand_empty, write_folder
from ..holes import MarkerError
from ..report.style import COMMAND, Style, write


def add_arguments(parser, course: Course) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="where it goes: a folder that is not there yet, or empty"
    )
    add_choice_arguments(parser)


def run(course: Course, arguments) -> int:
    """Write the edition, or nothing; say what it holds, and what is to be read over."""
    try:
        demand_empty(arguments.folder)
        edition = student_edition(course, read_choice(course, arguments.without, arguments.points))
        write_folder(arguments.folder, edition.files)
    except (HandoutError, MarkerError, SyntaxError, OSError) as error:
        print(f"{error}\nNothing was written.")
        return 1
    _tell(course, edition, arguments.folder)
    return 0


def _tell(course: Course, edition: Edition, folder: Path) -> None:
    style = Style(sys.stdout)
    lines = style.wrapped(
        f"{folder} is the student edition: {in_numbers(edition)}, in {len(edition.files)} files, without solutions, tests "
        "and history. Hand it out as a zip, or as the first commit of a new repository."
    )
    lines += read_over(edition, style)
    lines.append(
        f"To see it as a student does:  {style.paint(f'cd {shlex.quote(str(folder))}', COMMAND)}, and then what its README says."
    )
    write(lines, sys.stdout)


def in_numbers(edition: Edition) -> str:
    """ "7 exercises for 40 points"."""
    plural = "" if edition.exercises == 1 else "s"
    return f"{edition.exercises} exercise{plural} for {edition.points:g} points"


def read_over(edition: Edition, style: Style) -> list[str]:
    """Lines about the prose that names what was left out; none where there is none."""
    if not edition.left_over:
        return []
    return style.wrapped(
        f"The number of an exercise that is left out stands in these lines; read them over: {', '.join(edition.left_over)}."
    )
