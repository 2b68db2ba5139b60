"""A course: a folder with a course.toml. The only place that knows where a course's parts are.

words/                  the course's folder, an importable package; `pytest words` grades
    course.toml         its stages and exercises
    checks/ probes/     per stage a folder (stage1_counting.py: `counting`), per exercise a file (see `Exercise.module`)
    data.py             what the engine asks of the course's data, see `coursekit.data`
    commands/           commands of the course's own, beside the engine's
    pristine/           the exercises as they were shipped, which `reset` puts back
exercises/ solutions/ lessons/ tests/       beside it
"""

import importlib
import importlib.util
import re
import sys
import tomllib
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

TABLE = "course.toml"
SETTINGS = {
    "packages",
    "handed_out",
    "preload",
    "farewell",
    "stage",
    "exercise",
}  # of the table, beside those of a `Stage` and an `Exercise`
ENGINE = Path(__file__).resolve().parent
DEFAULT_SECONDS = 10.0
IMPORT_SECONDS = 10.0  # for a stage file to be imported
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


class CourseError(Exception):
    """Something in the course itself is wrong; the message says what, and in which file."""


@dataclass(frozen=True)
class Stage:
    """One row of [[stage]]."""

    number: int  # from 1, in the order of the rows
    title: str
    file: str  # "stage3_training.py"
    lesson: str = ""  # its file in lessons/
    bonus: bool = False  # its points are shown apart, and it may be left out of a submission
    preload: tuple[str, ...] = ()  # modules that its exercises need: the worker imports them before the first job

    @property
    def folder(self) -> str:
        """The folder of its checks and probes: "training" of stage3_training.py."""
        return Path(self.file).stem.split("_", 1)[-1]


@dataclass(frozen=True)
class Exercise:
    """One row of [[exercise]]."""

    id: str  # "3.3": the third of stage 3
    name: str  # "train_step", or "Net.forward" for a method, or words where there is nothing to write
    summary: str  # what is asked, in half a line
    points: float
    minutes: int  # what a student may need
    difficulty: int  # 1 to 3
    hints: tuple[str, str]  # the general one, then the specific one
    example: str = ""  # the third in the row's `hints`: the idea in code, on another problem
    file: str = ""  # of its stage
    folder: str = ""  # of its stage
    requires: tuple[str, ...] = ()  # ids of what must have passed
    seconds: float = DEFAULT_SECONDS  # the grader's time limit
    seconds_full: float = 0.0  # the limit with --full; 0 for the same
    nothing_to_write: bool = False  # it judges what other exercises made
    section: str = ""  # of its lesson, that it rests on: a heading there
    alone: bool = False  # it measures time: no other is judged beside it
    on_request: bool = False  # graded only where it is named, by --full, and in a class
    bonus: bool = False  # of its stage
    slow: str = ""  # why it takes too long to be graded after every save: "trains your model"

    @property
    def stage(self) -> int:
        """The number of its stage."""
        return int(self.id.split(".")[0])

    @property
    def module(self) -> str:
        """What its check and its probe are called: "train_step", "net_forward" of Net.forward."""
        return module_name(self.name)

    @property
    def top_level_name(self) -> str | None:
        """What its file must define for it: "train_step", "Net"; None where there is nothing to write."""
        return None if self.nothing_to_write else self.name.split(".")[0]


def module_name(name: str) -> str:
    """An exercise's name as a module's: "MyNet.__init__" is "my_net_init", "test accuracy" is "test_accuracy"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


class Course:
    """A course, as its folder and its table say.

    Args:
        folder: with a course.toml in it.
        state: where the companion remembers the last run; None for a hidden folder beside the course's.

    Raises:
        CourseError: the table cannot be read, or says what cannot be.
    """

    def __init__(self, folder: Path, state: Path | None = None) -> None:
        self.folder = Path(folder).resolve()
        self.name = self.folder.name  # of the package, and in `pytest NAME`, `python -m NAME`
        self.root = self.folder.parent
        self.exercises_folder = self.root / "exercises"
        self.solutions = self.root / "solutions"
        self.lessons = self.root / "lessons"
        self.pristine = self.folder / "pristine"
        self.checks = self.folder / "checks"
        self.tests = self.root / "tests"
        self.state = state or self.root / f".{self.name}"
        self._read()

    def _read(self) -> None:
        try:
            table = tomllib.loads((self.folder / TABLE).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CourseError(f"{self.folder / TABLE} cannot be read: {error}") from None
        if unknown := set(table) - SETTINGS:
            raise CourseError(f"{self.folder / TABLE}: there is no setting {min(unknown)}")
        self.packages = tuple(table.get("packages", ()))  # that belong to the course, beside its own
        self.preload = tuple(table.get("preload", ()))  # modules that every stage file imports
        self.handed_out = tuple(table.get("handed_out", ()))  # files and folders beside it that students get too
        self.farewell = str(table.get("farewell", "")).strip()  # for who has all points
        rows = enumerate(table.get("stage", []), start=1)
        self.stages = [self._row(Stage, {"number": number, **row}, f"stage {number}") for number, row in rows]
        self.exercises: dict[str, Exercise] = {}  # by id, in the course's order
        for row in table.get("exercise", []):
            exercise = self._exercise(row)
            self.exercises[exercise.id] = exercise
        if not self.stages or not self.exercises:
            raise CourseError(f"{self.folder / TABLE} needs at least one [[stage]] and one [[exercise]]")

    def _exercise(self, row: dict) -> Exercise:
        id = str(row.get("id", "without an id"))
        stages = {str(stage.number): stage for stage in self.stages}
        stage = stages.get(id.split(".")[0])
        if stage is None or not re.fullmatch(r"\d+\.\d+", id) or id in self.exercises:
            raise CourseError(
                f"{self.folder / TABLE}: exercise {id}: an id is like 3.4, of a stage that is there, and once"
            )
        given = {"file", "folder", "bonus", "example"} & set(row)
        if given:
            source = "is the third of its hints" if given == {"example"} else "comes from its stage"
            raise CourseError(f"{self.folder / TABLE}: exercise {id}: {min(given)} {source}")
        hints = row.get("hints", ())
        if len(hints) == 3:
            row = {**row, "hints": hints[:2], "example": hints[2]}
        exercise = self._row(
            Exercise, {**row, "file": stage.file, "folder": stage.folder, "bonus": stage.bonus}, f"exercise {id}"
        )
        unknown = [other for other in exercise.requires if other not in self.exercises]
        if unknown:
            raise CourseError(f"{self.folder / TABLE}: exercise {id} requires {unknown[0]}, which must stand before it")
        if len(exercise.hints) != 2 or not all(exercise.hints):
            raise CourseError(f"{self.folder / TABLE}: exercise {id} needs two hints, the general one first, or three")
        return exercise

    def _row(self, kind, row: dict, what: str):
        """Make a `Stage` or an `Exercise` of a row; lists become tuples."""
        unknown = set(row) - {field.name for field in fields(kind)}
        if unknown:
            raise CourseError(f"{self.folder / TABLE}: {what}: there is no setting {sorted(unknown)[0]}")
        try:
            return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
        except TypeError as error:
            missing = re.findall(r"'(\w+)'", str(error))
            raise CourseError(f"{self.folder / TABLE}: {what}: {', '.join(missing)} must be given") from None

    @property
    def stage_files(self) -> list[str]:
        """The stages' file names, in order."""
        return [stage.file for stage in self.stages]

    @property
    def stage_files_in_words(self) -> str:
        """ "the two stage files", to be put into a sentence; those of a bonus need not be handed in."""
        count = sum(not stage.bonus for stage in self.stages)
        number = NUMBERS[count] if count < len(NUMBERS) else str(count)
        return "the stage file" if count == 1 else f"the {number} stage files"

    @property
    def max_score(self) -> float:
        """The sum of all points, those of bonus stages apart."""
        return float(sum(exercise.points for exercise in self.exercises.values() if not exercise.bonus))

    @property
    def max_bonus(self) -> float:
        """The sum of the points of bonus stages."""
        return float(sum(exercise.points for exercise in self.exercises.values() if exercise.bonus))

    def of_stage(self, number: int) -> list[Exercise]:
        """A stage's exercises, in order."""
        return [exercise for exercise in self.exercises.values() if exercise.stage == number]

    def with_requirements(self, ids: set[str]) -> list[str]:
        """Add to `ids` all that they require, directly or not; return them in the course's order."""
        wanted = set(ids)
        for exercise in reversed(self.exercises.values()):  # a requirement always stands before what requires it
            if exercise.id in wanted:
                wanted.update(exercise.requires)
        return [id for id in self.exercises if id in wanted]

    def import_module(self, name: str):
        """Import a module of the course's package: "data", "probes.training.train_step".

        Raises:
            CourseError: the package of this name that Python finds is not this course.
            ImportError: there is no such module, or it does not import.
        """
        self._package  # noqa: B018 (finds it, or raises)
        return importlib.import_module(f"{self.name}.{name}")

    @cached_property
    def _package(self):
        if importlib.util.find_spec(self.name) is None:
            sys.path.append(str(self.root))
        package = importlib.import_module(self.name)
        found = {Path(package.__file__).resolve().parent: self.folder}
        if (self.root / ENGINE.name).is_dir():  # a checkout, with an engine of its own
            found[ENGINE] = self.root / ENGINE.name
        for one, other in found.items():
            if one != other:
                raise CourseError(
                    f"Python finds {one.name} in {one}, but this is {other}.\n"
                    f"Install the course that you are in (pip install -e .), or work in {one.parent}."
                )
        return package

    def probe(self, exercise: Exercise):
        """The module of an exercise's probe."""
        return self.import_module(f"probes.{exercise.folder}.{exercise.module}")

    def hidden_from_submissions(self) -> set[Path]:
        """Resolved paths with right answers in them: the checks and all copies of them, the solutions, tests, history."""
        copies = {Path(entry or ".") / self.name / "checks" for entry in sys.path}
        hidden = {self.checks, *(copy for copy in copies if copy.is_dir())}
        hidden |= {self.root / name for name in ("solutions", "tests", ".git", "build", "dist")}
        if sys.pycache_prefix:  # where all bytecode lies, that of the checks too
            hidden.add(Path(sys.pycache_prefix))
        return {path.resolve() for path in hidden}
