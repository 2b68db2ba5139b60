"""For notebooks that stand beside each other: `from stage1_data import ...` finds the notebook of that name."""

import importlib
from pathlib import Path

from .course import Course
from .worker.importer import install


def import_siblings(course: str, folder: Path) -> None:
    """Let this process import the stage files of a folder, as .py or as .ipynb.

    Args:
        course: the name of the course's package.
        folder: where they lie.
    """
    package = importlib.import_module(course)
    install(Course(Path(package.__file__).parent), Path(folder))
