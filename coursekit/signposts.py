"""Commands that go astray, `pytest exercises` say: one line for each, with what to type."""

import shlex
from importlib.util import find_spec
from pathlib import Path

from .course import TABLE, Course, CourseError
from .submission import stage_source


def what_to_type(arguments: list[str], root: Path, here: Path) -> str | None:
    """Say what somebody means who wants to grade and has not typed it; None if there is nothing to say.

    Args:
        arguments: the paths that pytest was given.
        root: the folder that pytest's settings come from.
        here: the working directory.
    """
    paths = [here / argument.split("::")[0] for argument in arguments]
    if any((path / TABLE).is_file() for path in paths):
        return None  # it grades
    if astray := _course_elsewhere(arguments, here):
        own = here.resolve() == astray.exercises_folder.resolve()
        which = "" if own or not _holds_stage_files(astray, here) else f" --submission {shlex.quote(str(here))}"
        return f"There is no {astray.name} here. Type: {_command(astray, here)}{which}"
    course = _course_in(root)
    if course is None:
        return None
    if any(path.resolve().is_relative_to(course.exercises_folder) for path in paths or [here]):
        return f"The exercises are not tests, they are graded. Type: {_command(course, here)}"
    if not paths and here.resolve() == course.root:
        if not course.tests.is_dir():
            return f"To grade the exercises, type: {_command(course, here)}"
        if find_spec("xdist") is None:
            return (
                f"To grade the exercises, type: {_command(course, here)}   "
                '(This project\'s own tests need more packages: pip install -e ".[dev]")'
            )
    return None


def from_beside_the_exercises(arguments: list[str], ini: Path | None, here: Path) -> tuple[Course, Path] | None:
    """The course that `pytest grader` means, typed where stage files lie, and those; None if it cannot be graded from here.

    A notebook's cells are run in its folder, and some terminals begin in that of the file that is open.

    Args:
        arguments: the paths that pytest was given.
        ini: the settings that pytest found.
        here: the working directory.
    """
    course = _course_elsewhere(arguments, here) if len(arguments) == 1 else None
    if course is None:
        return None
    settings = course.root / "pyproject.toml"
    right = (
        ini is not None and ini.resolve() == settings if settings.is_file() else ini is None
    )  # never those of what is graded
    return (course, here.resolve()) if right and _holds_stage_files(course, here) else None


def _holds_stage_files(course: Course, folder: Path) -> bool:
    return any(stage_source(folder, file).is_file() for file in course.stage_files)


def _course_elsewhere(arguments: list[str], here: Path) -> Course | None:
    """The course that an argument names, if it is not where the argument says: above, or where it is installed."""
    for name in arguments:
        if not name.isidentifier() or (here / name).exists():
            continue
        folders = [folder / name for folder in here.parents] + _installed(name)
        if found := next(filter(None, map(_course, folders)), None):
            return found
    return None


def _installed(name: str) -> list[Path]:
    """The folder of an installed package."""
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return []
    return [Path(spec.origin).parent] if spec and spec.origin else []


def _course_in(folder: Path) -> Course | None:
    return next(filter(None, (_course(table.parent) for table in sorted(folder.glob(f"*/{TABLE}")))), None)


def _course(folder: Path) -> Course | None:
    """The course in a folder; None if there is none that can be read: this may be anybody's project."""
    try:
        return Course(folder) if (folder / TABLE).is_file() else None
    except CourseError:
        return None


def _command(course: Course, here: Path) -> str:
    command = f"pytest {course.name}"
    if here.resolve() == course.root:
        return command
    folder = ".." if here.resolve().parent == course.root else shlex.quote(str(course.root))
    return f"cd {folder}, and then: {command}"
