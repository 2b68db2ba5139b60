"""Folders for temporary files that outlast a power cut are told apart from those in use, and removed by the next run."""

import contextlib
import os
import tempfile
import time
from pathlib import Path

from .files import remove_folder

YOUNG = 60.0  # seconds: who has just made one may not hold it yet


def make_held_folder(prefix: str) -> tuple[Path, int | None]:
    """Make a folder for temporary files, and hold it while this process lives; give also what `release` needs."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    return folder, _hold(folder)


def release(held: int | None) -> None:
    """Hold a folder no longer."""
    if held is not None:
        os.close(held)


def clear_leftovers(name: str) -> None:
    """Remove the folders of workers of a course whose judge is gone, and who could not do it themselves: all was killed.

    Args:
        name: of the course.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{worker_prefix(name)}*"):
        with contextlib.suppress(OSError):
            status = folder.lstat()
            if not hasattr(os, "getuid") or status.st_uid != os.getuid() or time.time() < status.st_mtime + YOUNG:
                continue
            held = _hold(folder)
            if held is not None:
                remove_folder(folder)
                release(held)


def worker_prefix(name: str) -> str:
    """How the names of the folders of a course's workers begin."""
    return f"{name}-worker-"


def _hold(folder: Path) -> int | None:
    """Take the folder's lock, which ends with this process; None where somebody has it, or the system has no such locks."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = None
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return descriptor
    except OSError:
        release(descriptor)
        return None
