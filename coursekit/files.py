"""Writes files so that a reader, or a power cut, finds the old one or the new one, never half of either."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path


@contextmanager
def written_aside(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when the block ends without an exception.

    Raises:
        OSError: it could not be written; then `path` is as it was.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step, and so that it outlasts a power cut; a link stays a link.

    Raises:
        OSError: it could not be written; then it is as it was.
    """
    path = path.resolve()
    with written_aside(path) as aside:
        with aside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if path.exists():
            shutil.copymode(path, aside)


def save_aside(path: Path, why: str) -> Path:
    """Copy a file to stage3_training.before-reset-1.py (or -2, -3, ...) beside it; return the copy's path.

    Args:
        path: the file.
        why: what is about to happen to it, "reset".

    Raises:
        OSError: it could not be written.
    """
    for number in count(1):
        copy = path.with_name(f"{path.stem}.before-{why}-{number}{path.suffix}")
        try:
            with copy.open("xb") as stream:
                stream.write(path.read_bytes())
            return copy
        except FileExistsError:
            continue
    raise AssertionError("count() does not end")
