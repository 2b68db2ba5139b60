"""Writes files so that a reader, or a power cut, finds the old one or the new one, never half of either."""

import contextlib
import errno
import os
import shutil
import stat
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


def read_regular(path: Path, most: int, cut: bool = False) -> bytes:
    """Read a file that somebody else made: once, without following a link, and never more than `most` bytes.

    Args:
        path: its path.
        most: so many bytes.
        cut: whether of a larger file these bytes are read.

    Raises:
        OSError: it cannot be read, or is no ordinary file: a link, a folder, a pipe, a device.
        ValueError: it is larger, and not to be cut.
    """
    flags = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY", "O_BINARY"))
    descriptor = os.open(path, os.O_RDONLY | flags)
    with open(descriptor, "rb") as file:  # noqa: PTH123 (a Path cannot open a descriptor)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not an ordinary file", str(path))
        data = file.read(most + 1) if cut or status.st_size <= most else None
    if cut:
        return data[:most]
    if data is None or len(data) > most:
        raise ValueError(f"{path.name} is larger than {most} bytes")
    return data


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


def remove_folder(folder: Path) -> None:
    """Remove a folder that somebody else may have filled: folders without permissions, or a thousand levels deep.

    What cannot be removed stays; no link is followed.
    """
    deep = count(1)
    while True:
        below = []
        with contextlib.suppress(OSError):
            folder.chmod(0o700)
        try:
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError:
            return
        for entry in found:
            with contextlib.suppress(OSError):
                below.append(Path(entry.path)) if entry.is_dir(follow_symlinks=False) else Path(entry.path).unlink()
        if not below:
            with contextlib.suppress(OSError):
                folder.rmdir()
            return
        went = [_flatten(each, folder, deep) for each in below]
        if not any(went):
            return


def _flatten(inner: Path, folder: Path, numbers) -> bool:
    """Move the folders in `inner` up into `folder`, remove everything else of it, and itself; say whether it went."""
    with contextlib.suppress(OSError):
        inner.chmod(0o700)
        with os.scandir(inner) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    with contextlib.suppress(OSError):
                        Path(entry.path).chmod(0o700)
                    Path(entry.path).rename(folder / f".removed-{next(numbers)}")
                else:
                    Path(entry.path).unlink()
        inner.rmdir()
        return True
    return False
