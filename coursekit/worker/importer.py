"""Imports a submission's stage files straight from their source, and lets it import no check."""

import importlib.abc
import importlib.util
import linecache
import sys
from pathlib import Path

from ..course import Course
from ..submission import read_cells, stage_source


def install(course: Course, folder: Path) -> None:
    """Make `import stage1_data` and its like read the submission; its other modules are importable after ours."""
    sys.meta_path.insert(0, StageFinder(course.stage_files, folder))
    sys.path.append(str(folder))


class StageFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the stage modules in a folder. No .pyc is read or written: only the source counts."""

    def __init__(self, files: list[str], folder: Path) -> None:
        self.files, self.folder = files, folder

    def find_spec(self, fullname, path=None, target=None):
        if f"{fullname}.py" not in self.files:
            return None
        source = stage_source(self.folder, f"{fullname}.py")
        return importlib.util.spec_from_file_location(fullname, source, loader=self) if source.is_file() else None

    def exec_module(self, module) -> None:
        for name, source in read_cells(Path(module.__spec__.origin)):
            # So that a traceback can show the line, also of a notebook's cell.
            linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
            exec(compile(source, name, "exec"), module.__dict__)


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
