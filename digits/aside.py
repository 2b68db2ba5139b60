"""Folders that are either whole or not there: written aside, in the same parent, then renamed into place."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = ".partial-"
LOCK_SECONDS = 600  # a download on a slow line takes minutes


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A new, empty folder to fill, which takes the place of `target` when the block ends without an exception.

    Whatever happens in the block, Ctrl-C included, `target` is its old self or the new folder, never a mixture, and
    nothing else is left behind. Of two processes that write the same target, the later one wins. Raises OSError if
    the parent can't be written to.
    """
    target = Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=target.parent, ignore_cleanup_errors=True) as aside:
        new = Path(aside) / "new"  # not `aside` itself: a temporary folder is closed to the machine's other users
        new.mkdir()
        yield new
        _swap(new, target, Path(aside))


def _swap(new: Path, target: Path, aside: Path) -> None:
    for attempt in range(5):
        old = aside / f"old{attempt}"
        if target.exists() or target.is_symlink():
            try:
                target.rename(old)
            except FileNotFoundError:
                continue  # another process has just moved it away
        try:
            new.rename(target)
            return
        except OSError:
            if not target.exists():  # not a race: put back what was there
                if old.exists():
                    old.rename(target)
                raise
    raise OSError(f"{target} keeps changing: another process is writing it")


@contextmanager
def locked(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Keep other processes out of a `locked` block on the same `folder`; the system lets go however this one ends.

    Calls `waiting` if another process is in there, and waits for it, up to LOCK_SECONDS; then raises TimeoutError, an
    OSError.
    """
    from filelock import (  # only where something is written: it takes as long to import as a stage file
        FileLock,
        Timeout,
    )

    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting()
        try:
            lock.acquire(timeout=LOCK_SECONDS)
        except Timeout:
            raise TimeoutError(f"another process has held {folder} for {LOCK_SECONDS // 60} minutes") from None
    try:
        yield
    finally:
        lock.release()


def sweep(parent: Path) -> None:
    """Remove what a killed process left aside in `parent`; call it only while no other process can be writing there."""
    for leftover in Path(parent).glob(f"{PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)
