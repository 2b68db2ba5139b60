"""A course's data, found once, in a thread, while other things begin.

What the engine asks of a course's data.py: `find() -> Path` (raises `DataError`), `name(root) -> str` (what the report
calls them), `secrets() -> list[Path]` (what submissions must not read), and `VARIABLES` (names of environment variables
that a submission must not see). A course without data has no data.py.
"""

import threading
from pathlib import Path

from .course import Course


class DataError(Exception):
    """There are no data, or none that can be used; the message says what to do."""


class Data:
    """The data of a run, or of many; they are looked for at once.

    Args:
        course: whose data.
        root: the folder that they lie in, where it is known.
    """

    def __init__(self, course: Course, root: Path | None = None) -> None:
        self._module = course.import_module("data") if (course.folder / "data.py").is_file() else None
        self._given, self._root = root, root
        self._error: DataError | None = None
        self._thread = threading.Thread(target=self._find, daemon=True)
        self._thread.start()

    @property
    def root(self) -> Path:
        """The folder that they lie in; waits until it is there.

        Raises:
            DataError: there are none.
        """
        self._thread.join()
        if self._error:
            raise self._error
        return self._root

    @property
    def name(self) -> str:
        """What they are called; "" while they are looked for, and where there are none."""
        if self._module is None or self._thread.is_alive() or self._error:
            return ""
        return self._module.name(self._root)

    @property
    def secrets(self) -> set[Path]:
        """Resolved paths that no submission may read."""
        given = [self._given] if self._given else []
        secrets = [*self._module.secrets(), *given] if self._module else []
        return {path.expanduser().resolve() for path in secrets}

    @property
    def variables(self) -> tuple[str, ...]:
        """Environment variables that no submission may see."""
        return self._module.VARIABLES if self._module else ()

    def _find(self) -> None:
        try:
            self._root = self._given or (self._module.find() if self._module else None)
        except DataError as error:
            self._error = error
        except Exception as error:  # of the thread: it would be lost
            self._error = DataError(f"The data could not be found: {type(error).__name__}: {error}")
