"""Reads what was handed in, a folder or a zip, as (path, size, read): no link is followed, nothing is unpacked on the disk."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..files import read_regular

MOST_ENTRIES = 5000  # in a folder or a zip
MOST_DEPTH = 12  # of folders
IGNORED = {
    ".git",
    ".github",
    "__pycache__",
    "__MACOSX",
    ".ipynb_checkpoints",
    ".venv",
    "venv",
    "node_modules",
    ".vscode",
    ".idea",
}


class RefusedError(Exception):
    """Something was handed in that is not graded; the message says why, for the student's row."""


@dataclass(frozen=True)
class Entry:
    """A file that was handed in.

    Attributes:
        path: within what was handed in.
        size: in bytes, as it is declared.
        read: reads at most that many bytes; raises RefusedError.
    """

    path: PurePosixPath
    size: int
    read: Callable[[int], bytes]


def entries_of(handed_in: Path) -> Iterator[Entry]:
    """The ordinary files of a folder or a `.zip`.

    Raises:
        RefusedError: it holds too much, or what no submission needs: links, devices, paths that lead out of it.
        OSError: it cannot be read.
    """
    yield from _of_zip(handed_in) if handed_in.suffix.lower() == ".zip" else _of_folder(handed_in)


def entry_of_file(path: Path) -> Entry:
    """A single file; raises RefusedError if it is none, OSError if it cannot be looked at."""
    status = path.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        raise RefusedError(f"{path.name} is {_kind(status.st_mode)}, not a file")
    return Entry(PurePosixPath(path.name), status.st_size, _reader(path, status))


def _of_folder(folder: Path, inside: PurePosixPath | None = None, count: list[int] | None = None) -> Iterator[Entry]:
    count, inside = count or [0], inside or PurePosixPath()
    if len(inside.parts) > MOST_DEPTH:
        raise RefusedError(f"{inside} lies too deep")
    with os.scandir(folder) as found:
        for each in sorted(found, key=lambda entry: entry.name):
            path = inside / each.name
            count[0] += 1
            if count[0] > MOST_ENTRIES:
                raise RefusedError(f"it holds more than {MOST_ENTRIES:,} files")
            status = each.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                if each.name not in IGNORED:
                    yield from _of_folder(Path(each.path), path, count)
            elif stat.S_ISREG(status.st_mode):
                yield Entry(path, status.st_size, _reader(Path(each.path), status))
            else:
                yield Entry(path, 0, _refusing(f"{path} is {_kind(status.st_mode)}, not a file"))


def _reader(path: Path, status: os.stat_result) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if status.st_nlink > 1:
            raise RefusedError(f"{path.name} is a hard link: the same file lies elsewhere too")
        try:
            return read_regular(path, most)
        except ValueError:
            raise RefusedError(f"{path.name} is larger than {most // 2**10} KiB") from None
        except OSError as error:
            raise RefusedError(f"{path.name} cannot be read: {error.strerror}") from None

    return read


def _of_zip(file: Path) -> Iterator[Entry]:
    if file.is_symlink() or not file.is_file():
        raise RefusedError(f"{file.name} is a link, not a file")
    try:
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RefusedError(f"{file.name} is no zip that can be read: {error}") from None
    if len(infos) > MOST_ENTRIES:
        raise RefusedError(f"it holds more than {MOST_ENTRIES:,} files")
    for info in infos:
        path, mode = _path_within(info.filename), info.external_attr >> 16
        if info.is_dir() or IGNORED & set(path.parts):
            continue
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            yield Entry(path, 0, _refusing(f"{path} is {_kind(mode)}, not a file"))
        else:
            yield Entry(path, info.file_size, _zip_reader(file, info, path))


def _path_within(name: str) -> PurePosixPath:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise RefusedError(f"{name!r} leads out of the zip")
    if len(path.parts) > MOST_DEPTH:
        raise RefusedError(f"{path} lies too deep")
    return path


def _zip_reader(file: Path, info: zipfile.ZipInfo, path: PurePosixPath) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if info.file_size > most:
            raise RefusedError(f"{path.name} is larger than {most // 2**10} KiB")
        try:
            with zipfile.ZipFile(file) as archive, archive.open(info) as stream:
                data = stream.read(most + 1)  # of what is declared smaller than it is, no more than that
        except Exception as error:  # of zipfile, zlib, lzma: encrypted, damaged, of an unknown kind
            raise RefusedError(f"{path.name} cannot be unpacked: {error}") from None
        if len(data) > most:
            raise RefusedError(f"{path.name} is larger than {most // 2**10} KiB")
        return data

    return read


def _refusing(reason: str) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        raise RefusedError(reason)

    return read


def _kind(mode: int) -> str:
    kinds = {stat.S_IFLNK: "a link", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFBLK: "a device", stat.S_IFCHR: "a device"}  # fmt: skip
    return kinds.get(stat.S_IFMT(mode), "something else")
