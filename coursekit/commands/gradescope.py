"""`python -m COURSE gradescope FILE.zip`: make the bundle with which Gradescope grades the course."""

import sys
from pathlib import Path

from ..course import Course
from ..files import replace_file
from ..handout.bundle import autograder_zip
from ..handout.choice import HandoutError, add_choice_arguments, read_choice
from ..handout.edition import student_edition
from ..holes import MarkerError
from ..report.style import Style, write
from .release import in_numbers, read_over


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.zip", help="where it goes: a file that is not there yet")
    add_choice_arguments(parser)
    parser.add_argument(
        "--preinstall", default="", metavar="ARGUMENTS",
        help="what setup.sh has pip install before the course: to do with less than PyTorch's CUDA libraries, all that "
        'pytorch.org has after "pip install" in its command for CPU',
    )  # fmt: skip
    parser.add_argument(
        "--seed",
        type=int,
        metavar="N",
        help="of the inputs, the same for all (default: drawn anew for each submission)",
    )


def run(course: Course, arguments) -> int:
    """Write the zip, or nothing; say what to do with it."""
    try:
        if arguments.file.exists():
            raise HandoutError(f"{arguments.file} is there already, and is not overwritten: name another.")
        if arguments.file.suffix.lower() != ".zip":
            raise HandoutError(f"{arguments.file}: Gradescope takes a file that ends in .zip.")
        edition = student_edition(course, read_choice(course, arguments.without, arguments.points))
        replace_file(arguments.file, autograder_zip(course, edition, arguments.preinstall, arguments.seed))
    except (HandoutError, MarkerError, SyntaxError, OSError) as error:
        print(f"{error}\nNothing was written.")
        return 1
    style = Style(sys.stdout)
    lines = style.wrapped(
        f"{arguments.file} grades {in_numbers(edition)}. In Gradescope: a programming assignment worth "
        f"{edition.points:g} points, Configure Autograder, and there this file. Students hand in "
        f"{course.stage_files_in_words}, as .py or .ipynb; what Gradescope shows them is the grader's own summary."
    )
    write([*lines, *read_over(edition, style)], sys.stdout)
    return 0
