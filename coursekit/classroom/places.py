"""Keeps the paths of the machine that grades out of what a student gets to read."""

import os
import sys
import tempfile
from pathlib import Path

from ..course import ENGINE, Course

SOMEWHERE = f"…{os.sep}"


class Places:
    """Folders of this machine whose paths are not told.

    Args:
        course: that is graded.
        others: more of them: the data's, say.
    """

    def __init__(self, course: Course, *others: Path | None) -> None:
        own = [sys.prefix, sys.base_prefix, ENGINE.parent, course.root, Path.home(), tempfile.gettempdir()]
        folders = {Path(each) for each in [*own, *others] if each}
        folders |= {each.resolve() for each in folders}
        self._paths = sorted((f"{each}{os.sep}" for each in folders if each != each.parent), key=len, reverse=True)

    def hidden(self, values, home: Path):
        """A copy of JSON's values in which these places are "…", and files in `home` stand as if it were the working folder."""
        if isinstance(values, str):
            text = values.replace(f"{home}{os.sep}", "").replace(f"{home.resolve()}{os.sep}", "")
            for path in self._paths:
                text = text.replace(path, SOMEWHERE)
            return text
        if isinstance(values, dict):
            return {name: self.hidden(value, home) for name, value in values.items()}
        return [self.hidden(value, home) for value in values] if isinstance(values, list) else values
