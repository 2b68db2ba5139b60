"""What `python -m COURSE new` left to be filled in."""

from ..corpus import ALTERNATIVES, MISTAKES
from ..course import TABLE, Course
from ..scaffold.templates import TO_FILL_IN
from .area import Area, counted


def begun(course: Course, area: Area) -> None:
    """No file of the course's still says what to fill in."""
    area.right = "nothing that `new` began is left to be filled in"
    paths = [course.folder / TABLE, *(course.solutions / file for file in course.stage_files)]
    for folder in (course.checks, course.folder / "probes", course.tests / MISTAKES, course.tests / ALTERNATIVES):
        paths += sorted(folder.rglob("*.py"))
    for path in filter(lambda path: path.is_file(), paths):
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        left = [str(number) for number, line in lines if TO_FILL_IN in line]
        shown = path.relative_to(course.root).as_posix()
        todo = f"{counted(len(left), 'place')} to fill in, marked {TO_FILL_IN}"
        area.demand(not left, f"{shown}: {todo}, in line {', '.join(left)}")
