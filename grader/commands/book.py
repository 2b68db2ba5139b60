"""`python -m grader book`: build the lessons as a web book."""

import importlib.util
import webbrowser
from pathlib import Path

from coursekit.course import Course

HELP = "build the lessons as a web book that needs no network"
NEEDED = ("sphinx", "myst_nb", "furo", "sphinx_design", "sphinx_copybutton", "sphinx-mathjax-offline")


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--out", type=Path, default=course.root / "book", help="folder for the book (default: book)")
    parser.add_argument("--open", action="store_true", help="open the book in the browser when it is built")


def run(course: Course, arguments) -> int:
    """Run all lessons that changed, and write the pages; a warning of Sphinx fails the build once all is done."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        print(f'The book needs {", ".join(missing)}: pip install -e ".[book]"')
        return 1
    if not course.lessons.is_dir():
        print(
            f"There is no {course.lessons}: the book is built from a checkout of the course, installed with pip install -e ."
        )
        return 1
    from sphinx.cmd.build import main

    from digits import DataError

    from ..book import prepare_data

    try:
        prepare_data()
    except DataError as error:
        print(error)
        return 1
    pages = arguments.out.resolve() / "html"
    options = ["-W", "--keep-going", "-q", "-d", str(pages.parent / "doctrees")]
    status = main([*options, str(course.lessons), str(pages)])
    if status:
        return status
    index = pages / "index.html"
    print(f"The book is built: open {index}")
    if arguments.open:
        webbrowser.open(index.as_uri())
    return 0
