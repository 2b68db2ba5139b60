"""Tells, from texts alone, that an exercise cannot be anything but not started: then nothing need be run.

That is so where the run of its stage file is known beforehand, because the file is to the last character what was handed out,
each stage file that it imports is too, and nothing else lies in the folder that an import could find.
"""

import ast
import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.machinery import all_suffixes
from pathlib import Path

from ..companion.outline import imported_stages
from ..course import Course, Exercise
from ..files import read_regular
from ..submission import MOST_SOURCE, find_definition

MOST_ENTRIES = 1000  # of a folder that is looked through
GENERATES = (ast.Yield, ast.YieldFrom)  # calling such a function runs nothing of it
LEAVES = (
    ast.Return,
    ast.Raise,
    ast.Try,
    ast.TryStar,
    ast.While,
    ast.Assert,
)  # after which the next line is perhaps not reached
CACHE = "__pycache__"  # which the worker does not read


@dataclass(frozen=True)
class Stub:
    """Where an exercise's function stands in what was handed out."""

    begin: int  # the line of its `def`
    end: int  # the line that raises
    raised: str  # "3.3 train_step", the text of its NotImplementedError


def untouched_stub(course: Course, exercise: Exercise, folder: Path) -> Stub | None:
    """The stub that is all there is of an exercise in a submission; None where only a run can tell.

    Args:
        course, exercise: the exercise.
        folder: the submission, resolved.
    """
    if exercise.nothing_to_write or not _has_both_files(course, exercise):
        return None
    try:
        shipped = _read(course.pristine / exercise.file)
        stub = _find_stub(shipped, exercise.id, exercise.name)
        alone = stub and all(_as_shipped(course, folder, file) for file in _with_imports(course, exercise.file))
        return stub if alone and not _holds_more(folder, course.stage_files) else None
    except (OSError, ValueError, SyntaxError, RecursionError):
        return None


def _has_both_files(course: Course, exercise: Exercise) -> bool:
    """Whether there is something to run; what is missing is told by the run."""
    name = f"{exercise.folder}/{exercise.module}.py"
    return all((course.folder / part / name).is_file() for part in ("checks", "probes"))


def _read(path: Path) -> str:
    return read_regular(path, MOST_SOURCE[".py"]).decode().replace("\r\n", "\n")


@lru_cache(maxsize=128)
def _find_stub(shipped: str, id: str, name: str) -> Stub | None:
    """The stub, if whoever calls it comes to the line that raises."""
    function, raised = find_definition(ast.parse(shipped), name.split(".")), f"{id} {name}"
    if not isinstance(function, ast.FunctionDef) or _holds(function, GENERATES):
        return None
    for statement in function.body:
        if ast.unparse(statement) == f"raise NotImplementedError({raised!r})":
            return Stub(function.lineno, statement.lineno, raised)
        if _holds(statement, LEAVES):
            return None
    return None


def _holds(node: ast.AST, kinds: tuple) -> bool:
    return any(isinstance(part, kinds) for part in ast.walk(node))


def _with_imports(course: Course, file: str) -> set[str]:
    """A stage file, and those that are imported with it, as they were handed out."""
    files, new = set(), {file}
    while new:
        files |= new
        new = {other for each in new for other in imported_stages(course.pristine / each, course.stage_files)} - files
    return files


def _as_shipped(course: Course, folder: Path, file: str) -> bool:
    return _read(folder / file) == _read(course.pristine / file)


def _holds_more(folder: Path, files: list[str]) -> bool:
    """Whether an import could find anything in a folder beside the stage files; where it holds too much, perhaps."""
    with os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= MOST_ENTRIES or (entry.name not in files and _may_be_imported(entry)):
                return True
    return False


def _may_be_imported(entry: os.DirEntry) -> bool:
    if not entry.is_file():  # a folder is a package, and a link may be one
        return entry.name.isidentifier() and entry.name != CACHE
    stems = [entry.name[: -len(end)] for end in all_suffixes() if entry.name.lower().endswith(end)]
    return any(stem.isidentifier() for stem in stems)
