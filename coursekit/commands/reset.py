"""`python -m COURSE reset 3.3`: put an exercise back as it was shipped, and keep the student's version beside it."""

import json
import sys
from pathlib import Path

from ..companion.functions import inserted, restored, syntax_error
from ..companion.lookup import UnknownExerciseError, find_exercise
from ..course import Course, Exercise
from ..files import replace_file, save_aside
from ..report.style import write
from ..submission import stage_source


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("exercise", help="its id or its name")
    parser.add_argument("--file", action="store_true", help="put the whole file of that exercise back")
    folder = course.exercises_folder
    parser.add_argument("--submission", metavar="DIR", type=Path, default=folder, help="folder (default: exercises)")


def run(course: Course, arguments) -> int:
    """Reset; whatever happens, nothing that the student wrote is lost."""
    try:
        exercise = find_exercise(course, arguments.exercise)
        lines = _reset(course, exercise, arguments.submission, arguments.file)
    except UnknownExerciseError as error:
        lines, code = [str(error)], 1
    except CannotResetError as error:
        lines, code = [str(error)], 1
    except OSError as error:
        lines, code = [f"Nothing was changed: {error.filename or 'the file'} cannot be written ({error.strerror})."], 1
    else:
        code = 0
    write(lines, sys.stdout)
    return code


class CannotResetError(Exception):
    """The message says why, and what to do."""


def _reset(course: Course, exercise: Exercise, folder: Path, whole: bool) -> list[str]:
    """Reset the exercise, or the whole file; return the lines to print."""
    if not folder.is_dir():
        raise CannotResetError(f"There is no folder {folder}.")
    if exercise.nothing_to_write and not whole:
        raise CannotResetError(f"{exercise.id} {exercise.name} has nothing to write, so there is nothing to put back.")
    path = stage_source(folder, exercise.file)
    if not path.exists():
        replace_file(path, _shipped(course, exercise).encode())
        return [f"There was no {path.name}. It is back, as it was shipped: {_shown(path)}"]
    before = path.read_bytes()
    after = _whole(path, _shipped(course, exercise)) if whole else _one_function(course, path, before, exercise)
    what = path.name if whole else f"{exercise.id} {exercise.name}"
    if after == before:
        return [f"{what} is as it was shipped already. Nothing was changed."]
    copy = save_aside(path, "reset")
    replace_file(path, after)
    lines = [f"{what} is as it was shipped.", f"Your version: {_shown(copy)}"]
    lines.append(f"If {path.name} is open in an editor, load it from disk again before you go on.")
    if path.suffix == ".py" and (line := syntax_error(_decoded(after))):
        lines.append(f"Python cannot read {path.name} yet: there is another mistake in line {line}, or just before it.")
    return lines


def _shipped(course: Course, exercise: Exercise) -> str:
    """The text of the exercise's stage file as it was shipped, with `\\n` line ends."""
    return (course.pristine / exercise.file).read_text(encoding="utf-8")


def _whole(path: Path, text: str) -> bytes:
    if path.suffix == ".ipynb":
        import jupytext

        text = jupytext.writes(jupytext.reads(text, "py:percent"), "ipynb")
    return text.encode()


def _one_function(course: Course, path: Path, data: bytes, exercise: Exercise) -> bytes:
    """The file's bytes with the function put back."""
    text, original = _decoded(data), _shipped(course, exercise)
    if path.suffix == ".ipynb":
        result = _in_notebook(text, original, exercise.name)
    else:
        result = restored(text, original, exercise.name)
        if result is None:
            result = inserted(text, original, exercise.name)
    if result is None:
        raise CannotResetError(
            f"{path.name} has no {exercise.name} that could be put back. To put the whole file back "
            f"(your version is kept beside it):\n  python -m {course.name} reset {exercise.id} --file"
        )
    return result.encode("utf-8", errors="surrogateescape")


def _in_notebook(text: str, original: str, name: str) -> str | None:
    """Put the function back in the last code cell that has it."""
    try:
        notebook = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    for cell, source in reversed(list(zip(cells, sources, strict=True))):
        result = restored(source + "\n", original, name)
        if result is not None:
            if result == source + "\n":
                return text
            cell["source"] = result.removesuffix("\n").splitlines(keepends=True)
            return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    return None


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", errors="surrogateescape")  # whatever the bytes are, encoding gives them back


def _shown(path: Path) -> str:
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
