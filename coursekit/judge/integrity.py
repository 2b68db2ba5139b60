"""Keeps the grader's own files as they are where the system cannot: what a job changes on the disk is put back."""

import importlib.util
from pathlib import Path

from ..course import ENGINE, Course

KINDS = {".py", ".pyc", ".toml", ".json"}  # the bytecode too: Python would run it in place of the source
# pytest's, in the root
SETTINGS = ["conftest.py", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"]


class OwnFiles:
    """A copy, in memory, of the files of the engine, of the course's package, of those beside it, and of pytest's settings."""

    def __init__(self, course: Course) -> None:
        beside = [Path(importlib.util.find_spec(name).origin).resolve().parent for name in course.packages]
        self.folders = [ENGINE, course.folder, *beside]
        self.settings = [course.root / name for name in SETTINGS]
        self.kept: dict[Path, tuple[bytes, tuple | None]] = {}

    def remember(self) -> None:
        """Note the files as they are now, before a job. What changed since the last job, an author changed."""
        self.kept = {
            path: old if (old := self.kept.get(path)) and old[1] == _stamp(path) else (path.read_bytes(), _stamp(path))
            for path in self._files()
        }

    def restore(self) -> list[Path]:
        """Put back what is not as it was, and remove what was added; return the files that had to be touched."""
        touched = [path for path in self._files() if path not in self.kept]
        for path in touched:
            path.unlink()
        for path, (data, stamp) in self.kept.items():
            if _stamp(path) != stamp:
                path.unlink(missing_ok=True)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                self.kept[path] = (data, _stamp(path))
                touched.append(path)
        return touched

    def _files(self) -> list[Path]:
        inside = [path for folder in self.folders for path in folder.rglob("*") if path.suffix in KINDS]
        return [path for path in [*inside, *self.settings] if path.is_file()]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.lstat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size
