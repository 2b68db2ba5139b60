"""The table of the exercises, read from exercises.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DEFAULT_SECONDS = 10.0
IMPORT_SECONDS = 10.0


@dataclass(frozen=True)
class Exercise:
    """One row of exercises.toml."""

    id: str  # "3.3"
    name: str  # "train_step", or "DigitCNN.forward" for a method
    summary: str  # what is asked, in half a line
    file: str  # "stage3_training.py"
    points: float
    minutes: int  # what a student may need
    difficulty: int  # 1 to 3
    hints: tuple[str, str]  # the general one, then the specific one
    requires: tuple[str, ...] = ()  # ids of what must have passed
    seconds: float = DEFAULT_SECONDS  # the grader's time limit

    @property
    def stage(self) -> int:
        """The number of the stage, 1 to 4."""
        return int(self.id.split(".")[0])


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises by id, in the course's order."""
    with (Path(__file__).parent / "exercises.toml").open("rb") as file:
        rows = tomllib.load(file)["exercise"]
    table = [
        Exercise(**{**row, "hints": tuple(row["hints"]), "requires": tuple(row.get("requires", ()))}) for row in rows
    ]
    return {exercise.id: exercise for exercise in table}


def stage_files() -> list[str]:
    """The stages' file names, in order, each once."""
    return list(dict.fromkeys(exercise.file for exercise in exercises().values()))


def with_requirements(ids: set[str]) -> list[str]:
    """Add to `ids` all that they require, directly or not; return them in the course's order."""
    wanted = set(ids)
    for exercise in reversed(exercises().values()):  # a requirement always stands before what requires it
        if exercise.id in wanted:
            wanted.update(exercise.requires)
    return [id for id in exercises() if id in wanted]
