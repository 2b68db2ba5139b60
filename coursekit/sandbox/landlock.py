"""Linux's Landlock: this process, and all that it starts, may write and read only in given folders, for good.

Nor may it open TCP connections, or send signals to processes outside.

Needs no privileges and no set-up; kernels since 5.13 have it where it is not switched off. Source: Linux's
documentation, userspace-api/landlock.
"""

import contextlib
import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from .linux import PR_SET_NO_NEW_PRIVS, checked, libc, prctl

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same numbers on every architecture
VERSION_FLAG = 1
PATH_BENEATH = 1
WRITE_FILE, READ_FILE, TRUNCATE = 1 << 1, 1 << 2, 1 << 14
# Removing, and making of every kind of file: bits 4 to 12. Moving between folders came with version 2.
CHANGE_FOLDER, REFER = sum(1 << bit for bit in range(4, 13)), 1 << 13
TCP = 0b11  # to listen, and to connect; with version 4
CUTS, TCP_KNOWN, SCOPED = 3, 4, 6  # the first versions that know of truncating, of TCP, and of processes outside
SCOPES = 0b11  # no signals and no abstract sockets to processes outside


def landlock_version() -> int:
    """The version of Landlock that the kernel offers; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG))


def confine(writable: Iterable[Path], readable: Iterable[Path]) -> None:
    """Let this process write in some places and read in some, the writable ones among them.

    Args:
        writable: folders, with all that lies below them, and files.
        readable: files, and folders with all that lies below them.

    Raises:
        OSError: the kernel has no Landlock, or refused.
    """
    if not (version := landlock_version()):
        raise OSError("this kernel has no Landlock")
    files = WRITE_FILE | (TRUNCATE if version >= CUTS else 0)
    rights = READ_FILE | files | CHANGE_FOLDER | (REFER if version >= 2 else 0)
    attribute = struct.pack("<QQQ", rights, TCP if version >= TCP_KNOWN else 0, SCOPES if version >= SCOPED else 0)
    size = 8 if version < TCP_KNOWN else 16 if version < SCOPED else 24
    ruleset = checked(libc().syscall(CREATE_RULESET, attribute, ctypes.c_size_t(size), 0))
    for folder in writable:
        _allow(ruleset, folder, rights)
    for path in readable:
        with contextlib.suppress(FileNotFoundError, PermissionError):  # removed meanwhile, or not for this user
            _allow(ruleset, path, READ_FILE)
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    checked(libc().syscall(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def all_but(hidden: set[Path], below: Path = Path("/")) -> Iterator[Path]:
    """Files and folders that together hold everything `below` a folder, except the hidden paths (resolved ones)."""
    if not any(path.is_relative_to(below) for path in hidden):
        yield below
        return
    with contextlib.suppress(OSError), os.scandir(below) as entries:
        for entry in entries:
            if not entry.is_symlink() and Path(entry.path) not in hidden:  # what a link names is met elsewhere
                yield from all_but(hidden, Path(entry.path))


def _allow(ruleset: int, path: Path, rights: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            rights &= READ_FILE | WRITE_FILE | TRUNCATE
        rule = struct.pack("<Qi", rights, handle)
        checked(libc().syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0))
    finally:
        os.close(handle)
