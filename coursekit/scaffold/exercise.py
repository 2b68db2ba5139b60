"""The files of a new exercise, as they are to be written: computed whole, and tried, before any is."""

import json
import keyword
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..corpus import ALTERNATIVES, MISTAKES
from ..course import TABLE, Course, CourseError, Stage, module_name
from ..holes import MarkerError, make_stub
from . import templates
from .insertion import CELL, NoPlaceError, defined_names, with_function, with_row


class RefusedError(Exception):
    """There can be no such exercise; the message says why, and what to do."""


@dataclass(frozen=True)
class Wish:
    """What the author asks for."""

    id: str
    name: str
    after: str | None  # the id that its row is to stand behind; None for the last of its stage
    points: float
    summary: str


def planned(course: Course, wish: Wish) -> dict[Path, bytes]:
    """What each file is to hold, the table last: with it, the exercise is there.

    Raises:
        RefusedError: there can be no such exercise, or no place for it. Nothing was written.
    """
    stage, after = _place(course, wish)
    _demand_name(course, wish)
    if not 0 < wish.points < float("inf"):
        raise RefusedError(f"--points {wish.points:g}: an exercise is worth something.")
    solution = course.solutions / stage.file
    source = _text(solution)
    table = _text(course.folder / TABLE)
    code = _solution_code(wish, source)
    summary = json.dumps(wish.summary or templates.SUMMARY, ensure_ascii=False)
    row = templates.ROW.substitute(id=wish.id, name=wish.name, summary=summary, points=f"{wish.points:g}")
    try:
        if wish.name in defined_names(source):
            raise RefusedError(f"{_shown(course, solution)} defines {wish.name} already: take another name.")
        new_source, new_table = with_function(source, code), with_row(table, row, after)
        _try(new_table, new_source, stage.file)
    except NoPlaceError as error:
        raise RefusedError(f"{course.name}/{TABLE}: {error}. Write the row of {wish.id} by hand.") from None
    except MarkerError as error:
        raise RefusedError(f"solutions/{error}: mend that first.") from None
    except SyntaxError as error:
        raise RefusedError(
            f"{_shown(course, solution)}:{error.lineno} cannot be read ({error.msg}): mend that first."
        ) from None
    files = _new_files(course, stage, wish)
    if there := [path for path in files if path.exists()]:
        raise RefusedError(f"{_shown(course, there[0])} is there already: move it away, or take another name.")
    files |= _folders(course, stage)
    return {
        path: text.encode() for path, text in {**files, solution: new_source, course.folder / TABLE: new_table}.items()
    }


def _place(course: Course, wish: Wish) -> tuple[Stage, str]:
    """The exercise's stage, and the id that its row comes behind."""
    if not re.fullmatch(r"[1-9]\d*\.[1-9]\d*", wish.id):
        raise RefusedError(f"{wish.id} is no id: write the stage, a dot, and a number, such as 3.5.")
    if wish.id in course.exercises:
        raise RefusedError(f"{wish.id} is there already: {course.exercises[wish.id].name}.")
    number, place = map(int, wish.id.split("."))
    stage = next((stage for stage in course.stages if stage.number == number), None)
    if stage is None:
        todo = f"write its [[stage]] in {course.name}/{TABLE} and its file in solutions/ first"
        raise RefusedError(f"There is no stage {number}, only {len(course.stages)}: {todo}.")
    places = [int(row.id.split(".")[1]) for row in course.of_stage(number)]
    following = max(places, default=0) + 1
    if place != following:
        raise RefusedError(f"The next exercise of stage {number} is {number}.{following}, not {wish.id}.")
    before = [row.id for row in course.exercises.values() if row.stage <= number]
    if wish.after is None:
        return stage, (before or list(course.exercises))[-1]
    if wish.after not in {row.id for row in course.of_stage(number)}:
        raise RefusedError(f"--after {wish.after}: stage {number} has no such exercise.")
    return stage, wish.after


def _demand_name(course: Course, wish: Wish) -> None:
    """A name that Python and the file system can bear, and that no exercise has."""
    if re.fullmatch(r"\w+\.\w+", wish.name):
        raise RefusedError(
            f"{wish.name} is a method, and its class is yours to write: put the method with its hole into the class in "
            f"solutions/, copy the row, the check and the probe of a method that is there, and run python -m "
            f"{course.name} check until it is content."
        )
    if not (wish.name.isidentifier() and wish.name.isascii() and module_name(wish.name)) or keyword.iskeyword(
        wish.name
    ):
        raise RefusedError(f"{wish.name!r} cannot be a function's name in Python: write it like train_step.")
    if same := [row for row in course.exercises.values() if wish.name in (row.name, *row.name.split("."))]:
        raise RefusedError(f"{same[0].id} is called {same[0].name}: take another name.")


def _solution_code(wish: Wish, source: str) -> str:
    """The function, in a cell of its own where the file has cells."""
    function = templates.FUNCTION.substitute(id=wish.id, name=wish.name)
    if not any(map(CELL.match, source.splitlines())):
        return function
    title = wish.name.replace("_", " ").strip().capitalize()
    return templates.CELLS.substitute(id=wish.id, title=title, function=function)


def _new_files(course: Course, stage: Stage, wish: Wish) -> dict[Path, str]:
    """The files that are the exercise's own."""
    module = module_name(wish.name)
    files = {
        course.checks / stage.folder / f"{module}.py": templates.CHECK,
        course.folder / "probes" / stage.folder / f"{module}.py": templates.PROBE,
        course.tests / MISTAKES / f"{module}_not_doubled.py": templates.MISTAKE,
        course.tests / ALTERNATIVES / f"{module}_added.py": templates.ALTERNATIVE,
    }
    return {path: template.substitute(id=wish.id, name=wish.name) for path, template in files.items()}


def _folders(course: Course, stage: Stage) -> dict[Path, str]:
    """For a stage's first exercise: what makes packages of its folders."""
    says = {"checks": "what each exercise must do", "probes": "what runs each exercise"}
    files = {course.folder / name / stage.folder / "__init__.py": what for name, what in says.items()}
    return {
        path: templates.FOLDER.substitute(number=stage.number, title=stage.title, what=what)
        for path, what in files.items()
        if not path.exists()
    }


def _try(table: str, source: str, file: str) -> None:
    """Read the new table, and make the exercise file of the new solution."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, TABLE).write_text(table, encoding="utf-8")
        try:
            compile(make_stub(Course(Path(folder)), source, file), file, "exec")
        except CourseError as error:
            raise NoPlaceError(str(error)) from None


def _text(path: Path) -> str:
    """A file's text, with the line ends that it has."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise RefusedError(f"{path} cannot be read ({error.strerror}): write it first.") from None
    except UnicodeDecodeError:
        raise RefusedError(f"{path} is not in UTF-8: mend that first.") from None


def _shown(course: Course, path: Path) -> str:
    return path.relative_to(course.root).as_posix()
