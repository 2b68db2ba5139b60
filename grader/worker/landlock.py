"""Linux's Landlock: this process, and all that it starts, may write only in given folders, for good.

Needs no privileges and no set-up; kernels since 5.13 have it where it is not switched off. Source: Linux's
documentation, userspace-api/landlock.
"""

import ctypes
import os
import struct
import sys
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # system calls, the same numbers on every architecture
VERSION_FLAG = 1
PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38
WRITE_FILE, TRUNCATE = 1 << 1, 1 << 14
# Removing, and making of every kind of file: bits 4 to 12. Moving between folders came with version 2.
CHANGE_FOLDER, REFER = sum(1 << bit for bit in range(4, 13)), 1 << 13
SCOPES = 0b11  # no signals and no abstract sockets to processes outside


def landlock_version() -> int:
    """The version of Landlock that the kernel offers; 0 where there is none."""
    if sys.platform != "linux":
        return 0
    return max(0, _libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_FLAG))


def confine_writes(folders: list[Path]) -> bool:
    """Let this process write in `folders` alone; return whether the kernel could do it.

    Raises:
        OSError: the kernel has Landlock, but refused.
    """
    version = landlock_version()
    if not version:
        return False
    files = WRITE_FILE | (TRUNCATE if version >= 3 else 0)
    rights = files | CHANGE_FOLDER | (REFER if version >= 2 else 0)
    attribute = struct.pack("<QQQ", rights, 0, SCOPES if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    libc = _libc()
    ruleset = _checked(libc.syscall(CREATE_RULESET, attribute, ctypes.c_size_t(size), 0))
    for folder in folders:
        handle = os.open(folder, os.O_PATH | os.O_CLOEXEC)
        rule = struct.pack("<Qi", rights if folder.is_dir() else files, handle)
        _checked(libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0))
        os.close(handle)
    _checked(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _checked(libc.syscall(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)
    return True


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
