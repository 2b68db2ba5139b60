"""The student edition: every file of it, as bytes, made of the checkout. Nothing of solutions/, tests/ or the history."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..course import ENGINE, TABLE, Course
from ..holes import make_stub
from .choice import Choice, HandoutError
from .table import table_with
from .wording import for_students, mentions, with_counts

README = "README.md"
IN_THE_ROOT = (README, "LICENSE", "pyproject.toml", ".gitignore")
WORKFLOW = PurePosixPath(".github/workflows/grade.yml")
TEMPLATES = Path(__file__).parent / "templates"
NOT_OURS = {"__pycache__"}  # folders; hidden ones too
LEFT = {".pyc", ".ipynb", ".part", ".orig", ".rej", ".bak"}  # what editors, Jupyter and Python leave beside files
PROSE = {".md", ".py"}


@dataclass(frozen=True)
class Edition:
    """A student edition, before it is written.

    Attributes:
        files: by their paths in it.
        exercises: how many there are.
        points: what they are worth together.
        left_over: "README.md:49 (1.2)" for each line of prose in which the number of an exercise stands that was left out.
    """

    files: dict[PurePosixPath, bytes]
    exercises: int
    points: float
    left_over: list[str]


def student_edition(course: Course, choice: Choice) -> Edition:
    """Make the edition.

    Raises:
        HandoutError: a file that belongs to it is missing, or cannot be made.
        MarkerError, SyntaxError: as of `python -m COURSE stubs`.
        OSError: a file cannot be read.
    """
    if not course.solutions.is_dir():
        raise HandoutError(f"There is no {course.solutions}: what is handed out is made where the solutions are.")
    files = {path: (course.root / path).read_bytes() for path in _as_they_are(course)}
    for path in files:
        if path.parent == PurePosixPath() and path.suffix != ".py":
            files[path] = _changed(files[path], lambda text, path=path: for_students(text, str(path)))
    kept = [exercise for exercise in course.exercises.values() if exercise.id not in choice.without]
    counted = [exercise for exercise in kept if not exercise.bonus]
    points = sum(choice.points.get(exercise.id, exercise.points) for exercise in counted)
    prose = [path for path in files if str(path) == README or (_in_lessons(course, path) and path.suffix in PROSE)]
    for path in prose:
        files[path] = _changed(files[path], lambda text: with_counts(text, course, len(counted), points))
    table = PurePosixPath(course.folder.name, TABLE)
    files[table] = _changed(files[table], lambda text: table_with(text, choice))
    for file in course.stage_files:
        stub = _stub(course, file, choice)
        files[PurePosixPath(course.exercises_folder.name, file)] = stub
        files[PurePosixPath(course.folder.name, course.pristine.name, file)] = stub
    files[WORKFLOW] = template("grade.yml", course)
    left = [
        f"{path}:{line} ({id})"
        for path in [*prose, table]
        for line, id in mentions(files[path].decode("utf-8"), sorted(choice.without), path.suffix == ".py")
    ]
    return Edition(dict(sorted(files.items())), len(counted), points, left)


def template(name: str, course: Course) -> bytes:
    """A file of templates/, with the course's name in it."""
    return (TEMPLATES / name).read_text(encoding="utf-8").replace("COURSE", course.name).encode()


def _as_they_are(course: Course) -> list[PurePosixPath]:
    """The files that are taken from the checkout; raises HandoutError if one that was named is not there."""
    pristine = PurePosixPath(course.folder.name, course.pristine.name)
    found = [PurePosixPath(name) for name in IN_THE_ROOT if (course.root / name).is_file()]
    named = [*course.packages, *course.handed_out]
    own_engine = [ENGINE.name] if (course.root / ENGINE.name).is_dir() else []
    for name in [course.folder.name, *own_engine, course.lessons.name, *named]:
        path = course.root / name
        if name in named and not path.exists():
            raise HandoutError(f"{course.folder.name}/{TABLE} names {name}, and there is none in {course.root}.")
        paths = [path] if path.is_file() else sorted(path.rglob("*"))
        inner = [PurePosixPath(each.relative_to(course.root).as_posix()) for each in paths if each.is_file()]
        # What is named is handed out, hidden or not, but for what an editor left in it.
        inner = [
            each for each in inner if str(each) == name or not _is_left(PurePosixPath("_", each.relative_to(name)))
        ]
        found += [each for each in inner if pristine not in each.parents]
    return found


def _is_left(path: PurePosixPath) -> bool:
    """Whether it is no file of the course's: bytecode, a copy that an editor keeps, a notebook made of a lesson."""
    if len(path.parts) == 1:
        return False
    hidden = any(part.startswith(".") or part in NOT_OURS or part.endswith(".egg-info") for part in path.parts)
    return hidden or path.suffix in LEFT or path.name.endswith("~") or ".before-" in path.name


def _in_lessons(course: Course, path: PurePosixPath) -> bool:
    return path.parts[0] == course.lessons.name


def _stub(course: Course, file: str, choice: Choice) -> bytes:
    source = (course.solutions / file).read_text(encoding="utf-8")
    stub = make_stub(course, source, file, given=choice.without)
    compile(stub, f"{course.exercises_folder.name}/{file}", "exec")  # a block must not be left empty by its hole
    return stub.encode()


def _changed(data: bytes, change) -> bytes:
    return change(data.decode("utf-8")).encode()
