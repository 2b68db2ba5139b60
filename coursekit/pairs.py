"""Keeps a stage file and its notebook in step in the student's own exercises, whichever of the two is edited, and with what.

Jupyter with jupytext writes both at every save; other editors write the one that is open. So whatever grades or tells how
far a student is begins here.
"""

import contextlib
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from .course import Course
from .files import replace_file, written_aside
from .submission import cells_of, twin_note

HEADER = re.compile(r"\A(?:# ---\n(?:#.*\n)*?# ---\n+)?")
FILE = "pairs.json"  # what each pair was when it was in step last


@dataclass
class Pairs:
    """What became of the pairs.

    Attributes:
        notes: what the student should know, a sentence each.
        in_step: the stage files whose notebook has the same cells.
    """

    notes: list[str] = field(default_factory=list)
    in_step: list[str] = field(default_factory=list)

    def tell(self, report) -> None:
        """Put the notes into a run's report, in the place of those that say that a notebook in step was not read."""
        settled = [twin_note(file) for file in self.in_step]
        what = self.in_step[0] if len(settled) == 1 else f"Of {len(settled)} stages the .py"
        note = [f"{what} counts; the notebook beside it is in step."] if settled else []
        report.notes[:] = [*self.notes, *note, *(each for each in report.notes if each not in settled)]


def keep_in_step(course: Course) -> Pairs:
    """Bring every paired stage file of `course.exercises_folder` up to date with its notebook, or the other way round.

    Which of the two was edited shows against what they were when they were in step last, or else as they were shipped.
    Where both were, nothing is written, and a note says that the .py counts.
    """
    pairs, known = Pairs(), _recalled(course)
    for file in course.stage_files:
        path = course.exercises_folder / file
        notebook = path.with_suffix(".ipynb")
        if not (path.is_file() and notebook.is_file()):
            continue
        bytes_of = {"py": _digest(path.read_bytes()), "ipynb": _digest(notebook.read_bytes())}
        before = known.get(file, {})
        if bytes_of.items() <= before.items():
            pairs.in_step.append(file)
            continue
        try:
            if (now := _settle(course, path, notebook, before.get("cells"), pairs)) is None:
                continue
        except Exception:  # no notebook, no text, or not to be written: as of any submission, the .py counts
            continue
        pairs.in_step.append(file)
        known[file] = {
            "py": _digest(path.read_bytes()),
            "ipynb": _digest(notebook.read_bytes()),
            "cells": now,
        }
        _remember(course, known)
    return pairs


def cell_of(report, result) -> str:
    """Where what is to be edited stands in the notebook that is in step with the stage file; "" where there is none.

    Args:
        report: of which submission: only of the student's own exercises.
        result: of the exercise; its message ends with the place to edit.
    """
    file, _, line = result.message.rpartition("\n")[2].rpartition(":")
    path = report.course.exercises_folder / result.exercise.file
    notebook = path.with_suffix(".ipynb")
    its_own = file.startswith("Edit ") and file.endswith(path.name) and line.isdecimal()
    if report.given is not None or not its_own or not notebook.is_file():
        return ""
    try:
        text = path.read_text(encoding="utf-8")
        for cell in cells_of(notebook):
            begin = text.find(f"\n{cell.source}") + 1
            first = text.count("\n", 0, begin) + 1
            if begin and 0 <= int(line) - first < cell.source.count("\n"):
                return f"{notebook.name}, code cell {cell.number}, line {int(line) - first + 1}"
    except (OSError, ValueError, SyntaxError):
        pass  # the .py's own place is told
    return ""


def _settle(course: Course, path: Path, notebook: Path, before: str | None, pairs: Pairs) -> str | None:
    """Bring one pair in step, if only one of it was edited; return the digest of its cells then, else None."""
    import jupytext
    import nbformat

    text = path.read_text(encoding="utf-8")
    file, other = jupytext.reads(text, fmt="py:percent"), nbformat.read(notebook, as_version=4)
    if not _is_paired(other):
        return None
    file_now, other_now = _cells(file), _cells(jupytext.reads(_as_text(other.cells, file), fmt="py:percent"))
    if file_now == other_now:
        return file_now
    before = before or _cells(jupytext.reads((course.pristine / path.name).read_text("utf-8"), fmt="py:percent"))
    if file_now == before:
        header = HEADER.match(text)[0]  # as it is: jupytext would add its version to it
        written = header + HEADER.sub("", _as_text(other.cells, file))
        line_end = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
        replace_file(path, written.replace("\n", line_end).encode())
        pairs.notes.append(f"{path.name} was brought up to date with {notebook.name}, which you edited.")
        return other_now
    if other_now == before:
        _refill(other, file.cells)
        replace_file(notebook, (nbformat.writes(other) + "\n").encode())
        pairs.notes.append(
            f"{notebook.name} was brought up to date with {path.name}, which you edited: "
            "where it is open, load it from disk again."
        )
        return file_now
    pairs.notes.append(
        f"{path.name} and {notebook.name} were both edited, and differ. The .py is what is graded. "
        "To go on with one of them, move the other out of the folder."
    )
    return None


def _is_paired(notebook) -> bool:
    """Whether it is one with the .py beside it; else it is somebody's own, or made to be used elsewhere."""
    settings = notebook.metadata.get("jupytext")
    # Where the formats are those of pyproject.toml, jupytext takes them out.
    return settings is not None and "py" in settings.get("formats", "ipynb,py:percent").replace("ipynb", "")


def _as_text(cells: list, like) -> str:
    """Cells as a py:percent file, with the metadata of the notebook `like`."""
    import jupytext
    from nbformat.v4 import new_notebook

    return jupytext.writes(new_notebook(cells=cells, metadata=like.metadata), fmt="py:percent")


def _refill(notebook, cells: list) -> None:
    """Give a notebook other cells; where one has the same text as before, its outputs stay."""
    old = {(cell.cell_type, cell.source): cell for cell in notebook.cells}
    notebook.cells = [old.pop((cell.cell_type, cell.source), cell) for cell in cells]


def _cells(notebook) -> str:
    """A digest of the cells' kinds and texts; an empty cell, as Jupyter leaves one at the end, does not count."""
    cells = [[cell.cell_type, cell.source.rstrip()] for cell in notebook.cells if cell.source.strip()]
    return _digest(json.dumps(cells).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _recalled(course: Course) -> dict[str, dict[str, str]]:
    try:
        known = json.loads((course.state / FILE).read_text(encoding="utf-8"))
        return {file: dict(row) for file, row in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _remember(course: Course, known: dict) -> None:
    with contextlib.suppress(OSError):  # without it, what was shipped tells which of the two was edited
        course.state.mkdir(exist_ok=True)
        with written_aside(course.state / FILE) as aside:
            aside.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
