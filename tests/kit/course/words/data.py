"""The course's data: a folder with a story that everyone may read, and one that is held back."""

import os
from pathlib import Path

from coursekit.data import DataError

VARIABLES = ("WORDS_DATA",)
OWN = Path(__file__).resolve().parent.parent / "data"
STORY, HELD_BACK = "story.txt", "held_back.txt"


def find() -> Path:
    """The folder with both stories: the one that WORDS_DATA names, or the course's own.

    Raises:
        DataError: they are not there.
    """
    folder = Path(os.environ.get("WORDS_DATA", OWN))
    for name in (STORY, HELD_BACK):
        if not (folder / name).is_file():
            raise DataError(f"There is no {name} in {folder}. WORDS_DATA names the folder with the stories.")
    return folder


def name(root: Path) -> str:
    """ "stories", or the name of a folder that is not the course's own."""
    return "stories" if root == OWN else root.name


def secrets() -> list[Path]:
    """The story that is held back, wherever it may lie."""
    return [Path(folder) / HELD_BACK for folder in {OWN, os.environ.get("WORDS_DATA", OWN)}]
