"""Imports a submission's stage files straight from their source, and lets it import no check."""

import importlib.abc
import importlib.util
import inspect
import linecache
import re
import sys
from pathlib import Path

from ..course import Course
from ..pieces import STAND_IN, LeftOut, Readable
from ..submission import Cell, cells_of, stage_source
from .notebook import notebook_names, run_cell

MAX_REASON = 150  # of an exception's text in a note
SKIPPED = "begins with"


class LeftOutError(SyntaxError):
    """Something was called that Python cannot read; the message is a sentence, the place that of the slip."""


class StandIn:
    """Stands for a function or a class that was left out: whatever is done with it says so."""

    def __init__(self, left_out: LeftOut, sentence: str) -> None:
        self.__dict__ |= {"left_out": left_out, "sentence": sentence}

    def _refuse(self, *arguments, **keywords):
        error = self.left_out.error
        raise LeftOutError(self.sentence, (error.filename, error.lineno, 0, error.text))

    __call__ = __mro_entries__ = _refuse

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._refuse()


def install(course: Course, folder: Path) -> "StageFinder":
    """Make `import stage1_data` and its like read the submission; its other modules are importable after ours."""
    finder = StageFinder(course, folder)
    sys.meta_path.insert(0, finder)
    sys.path.append(str(folder))
    return finder


class StageFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stage modules in a folder. No .pyc is read or written: only the source counts.

    Attributes:
        notes: what the student should know about how the files were read, a sentence each.
        outside: the error in code outside of functions that cost the whole file; None if there was none.
    """

    def __init__(self, course: Course, folder: Path) -> None:
        self.course, self.folder = course, folder
        self.notes: list[str] = []
        self.outside: SyntaxError | None = None
        # By the name of the stage file, of cells of which not all was run: number, source, "raised ValueError: no".
        self._failed: dict[str, list[tuple[int, str, str]]] = {}

    def find_spec(self, fullname, path=None, target=None):
        if f"{fullname}.py" not in self.course.stage_files:
            return None
        source = stage_source(self.folder, f"{fullname}.py")
        return importlib.util.spec_from_file_location(fullname, source, loader=self) if source.is_file() else None

    def exec_module(self, module) -> None:
        file, path = f"{module.__name__}.py", Path(module.__spec__.origin)
        if path.suffix == ".ipynb":
            module.__dict__.update(notebook_names(module.__dict__))
        for cell in cells_of(path):
            # So that a traceback can show the line, also of a notebook's cell.
            linecache.cache[cell.name] = (len(cell.source), None, cell.source.splitlines(keepends=True), cell.name)
            if cell.number:
                self._run_cell(file, cell, module.__dict__)
            else:
                parts = cell.readable()
                if parts.outside:
                    self._give_up(parts.outside.error)
                self._prepare(file, cell, parts, module.__dict__)
                exec(compile(parts.code, cell.name, "exec", dont_inherit=True), module.__dict__)

    def why_missing(self, file: str, name: str) -> str:
        """Why a name is not there, as far as a notebook's cells tell; "" if they do not."""
        defines = re.compile(rf"^\s*(?:def|class)\s+{name}\b", re.MULTILINE)
        failed = self._failed.get(file, [])
        for number, source, how in failed:
            if defines.search(source):
                return f"It stands in code cell {number}, which {how}."
        raised = [(number, how) for number, _, how in failed if not how.startswith(SKIPPED)]
        return f"Perhaps because code cell {raised[0][0]} {raised[0][1]}." if raised else ""

    def _run_cell(self, file: str, cell: Cell, namespace: dict) -> None:
        """Run a notebook's cell; what it raises is noted, and the cells below are run as well."""
        from ..jupyter import skipped_by

        failed, how = self._failed.setdefault(file, []), ""
        if magic := skipped_by(cell.source):
            failed.append((cell.number, cell.source, f"{SKIPPED} {magic}, so it was not run as Python"))
            return
        try:
            parts = cell.readable()
            if parts.outside:
                how = self._unread(cell, parts.outside.error, parts.outside.begin, parts.outside.end)
            self._prepare(file, cell, parts, namespace)
        except SyntaxError as error:
            if error is self.outside:
                raise
            how, parts = self._unread(cell, error), Readable("")
        except ValueError as error:  # no text that Python takes
            how, parts = _raised(error), Readable("")
        try:
            run_cell(parts.code, cell.name, cell.number, cell.source, namespace)
        except Exception as error:
            how = _raised(error)
        if how:
            failed.append((cell.number, cell.source, how))
            self.notes.append(f"{Path(cell.name).name} {how}; what the other cells define was graded.")

    def _unread(self, cell: Cell, error: SyntaxError, begin: int = 0, end: int | None = None) -> str:
        """How a cell failed that Python cannot read; raises the error if what cannot be read imports something."""
        text = "\n".join(cell.source.splitlines()[begin:end])
        if re.search(r"^\s*(?:import|from)\b", text, re.MULTILINE):
            self._give_up(error)
        return (
            f"has a line that Python cannot read (line {error.lineno})"
            if error.lineno
            else f"cannot be read: {error.msg}"
        )

    def _give_up(self, error: SyntaxError) -> None:
        self.outside = error
        raise error

    def _prepare(self, file: str, cell: Cell, parts: Readable, namespace: dict) -> None:
        """Note what was left out, and let a module's code put something in its place."""
        for each in parts.left_out:
            names = " and ".join(self._with_id(file, name) for name in each.names)
            if names or not cell.number:
                rest = "of the notebook" if cell.number else "of the file"
                line = f"line {each.error.lineno}" + (f", in {names}" if names else "")
                self.notes.append(
                    f"{Path(cell.name).name}: Python cannot read {line}; the rest {rest} was graded without it."
                )

        def stand_in(number: int, name: str) -> StandIn:
            left_out = parts.left_out[number]
            cell_number = f"code cell {cell.number}, " if cell.number else ""
            where = f"{cell_number}line {left_out.error.lineno}"
            return StandIn(left_out, f"It calls {self._with_id(file, name)}, which Python cannot read ({where}).")

        namespace[STAND_IN] = stand_in

    def _with_id(self, file: str, name: str) -> str:
        """ "3.3 train_step" of an exercise's name, and any other name as it is."""
        exercises = self.course.exercises.values()
        return next((f"{each.id} {each.name}" for each in exercises if (each.file, each.name) == (file, name)), name)


def _raised(error: Exception) -> str:
    if isinstance(error, LeftOutError):
        return error.msg.removeprefix("It ").rstrip(".")
    try:
        text = " ".join(str(error).split())[:MAX_REASON]
    except Exception:
        text = ""
    return f"raised {type(error).__name__}: {text}".removesuffix(": ")


def left_out_of(module, name: str) -> SyntaxError | None:
    """Python's error if a name ("train_step", "Net.forward") is in what was left out of a module."""
    found = module
    for part in name.split("."):
        found = inspect.getattr_static(found, part, None)
        if isinstance(found, StandIn):
            return found.left_out.error
    return None


class Wall(importlib.abc.MetaPathFinder):
    """Refuses to find the course's checks, whatever was done to `sys.modules`.

    Where the system confines the worker, their files cannot be read either; elsewhere this only keeps out who does not
    try hard.
    """

    def __init__(self, course: Course) -> None:
        self.hidden = f"{course.name}.checks"

    def find_spec(self, fullname, path=None, target=None):
        if fullname == self.hidden or fullname.startswith(f"{self.hidden}."):
            raise ModuleNotFoundError(f"{fullname} is for the judge alone", name=fullname)
        return
