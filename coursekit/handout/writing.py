"""Writes an edition to a folder that is empty or not there yet: all of it, or nothing."""

import os
import shutil
from pathlib import Path, PurePosixPath

from .choice import HandoutError


def write_folder(folder: Path, files: dict[PurePosixPath, bytes]) -> None:
    """Write the files.

    Raises:
        HandoutError: something is there already; it stays as it is.
        OSError: they could not be written; then nothing is there.
    """
    demand_empty(folder)
    target = folder.resolve()
    aside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        for path, data in files.items():
            (aside / path).parent.mkdir(parents=True, exist_ok=True)
            (aside / path).write_bytes(data)
        if target.exists():  # and is empty
            for each in aside.iterdir():
                each.rename(target / each.name)
        else:
            aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def demand_empty(folder: Path) -> None:
    """Raise HandoutError unless the folder is empty, or not there; OSError if it cannot be looked at."""
    if folder.is_dir() and next(folder.iterdir(), None):
        raise HandoutError(f"{folder} is not empty. Name a folder that is not there yet: nothing is overwritten.")
    if not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise HandoutError(f"{folder} is there, and is no folder. Name one that is not there yet.")
