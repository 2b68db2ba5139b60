"""Which files a job may see: what Python reads, the engine's and the course's own, and what the request names."""

import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path

# What programs and libraries read; of /etc nothing that tells of this machine's users or services.
SYSTEM = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"]
SETTINGS = [
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "alternatives",
    "fonts",
    "mime.types",
    "ssl/openssl.cnf",
]
DEVICES = ["null", "zero", "full", "random", "urandom"]


@dataclass(frozen=True)
class Room:
    """What a job may read: these files, and these folders with all that lies in them, but for what is hidden.

    Every path is absolute; those that are hidden are resolved.
    """

    readable: list[Path]
    hidden: list[Path] = field(default_factory=list)


def room_of_python(own: list[Path], root: Path) -> Room:
    """What this Python process reads, now and later.

    Args:
        own: folders with code that the worker needs.
        root: the course's; nothing in it is readable only because it, or a folder above it, is on Python's path.
    """
    prefixes = [sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix, *sysconfig.get_paths().values()]
    paths = [Path(each) for each in [*prefixes, *SYSTEM, *(f"/etc/{name}" for name in SETTINGS)]]
    paths += [path for entry in sys.path if entry and not root.is_relative_to((path := Path(entry)).resolve())]
    paths += [*own, *_mapped_libraries()]
    return Room(_without_doubles(each for path in paths if path.exists() for each in (path.absolute(), path.resolve())))


def _mapped_libraries() -> list[Path]:
    """The files of code that are in this process's memory, wherever they lie."""
    with Path("/proc/self/maps").open(encoding="utf-8", errors="surrogateescape") as maps:
        rows = [line.rstrip("\n").split(maxsplit=5) for line in maps]
    return [Path(row[5]) for row in rows if len(row) == 6 and "x" in row[1] and row[5].startswith("/")]


def _without_doubles(paths) -> list[Path]:
    """The paths, shorter ones first, without those that lie in another one."""
    kept: list[Path] = []
    for path in sorted(set(paths), key=lambda each: (len(each.parts), each)):
        if not any(path.is_relative_to(each) for each in kept):
            kept.append(path)
    return kept
