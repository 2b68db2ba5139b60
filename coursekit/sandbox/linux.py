"""Calls of Linux that Python has no functions for. Source: the manual pages of section 2, and the kernel's headers."""

import ctypes
import os

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = (
    1, 4, 24, 36, 38, 47,
)  # fmt: skip
PR_CAP_AMBIENT_CLEAR_ALL = 4
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT, MS_BIND = 1, 2, 4, 8, 32, 4096
MS_REC, MS_PRIVATE = 16384, 1 << 18
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000
MOUNT_ATTR_RDONLY, MOUNT_ATTR_NOSUID, MOUNT_ATTR_NODEV = 1, 2, 4
MADV_COLLAPSE = 25
MOUNT_SETATTR = 442  # system calls from number 424 on are the same on every architecture
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}  # glibc has no function for it
CAPABILITY_VERSION_3 = 0x20080522
MOST_CAPABILITIES = 64
READ_ANY_FILE = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def prctl(option: int, first: int = 0, second: int = 0) -> None:
    """Raises OSError."""
    checked(libc().prctl(option, *map(ctypes.c_ulong, (first, second, 0, 0))))


def unshare(flags: int) -> None:
    """Leave namespaces for new ones; raises OSError."""
    checked(libc().unshare(flags))


def setns(descriptor: int, kind: int) -> None:
    """Join a namespace; for processes, that of the next children; raises OSError."""
    checked(libc().setns(descriptor, kind))


def collapse(address: int, length: int) -> None:
    """Lay memory of this process into huge pages, now; raises OSError."""
    checked(libc().madvise(ctypes.c_void_p(address), ctypes.c_size_t(length), MADV_COLLAPSE))


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Raises OSError, with the target as its file name."""
    encoded = [os.fsencode(each) if each is not None else None for each in (source, target, kind)]
    checked(libc().mount(*encoded, ctypes.c_ulong(flags), options.encode()), target)


def unmount(target: str) -> None:
    """Detach what is mounted somewhere; raises OSError."""
    checked(libc().umount2(os.fsencode(target), MNT_DETACH), target)


def make_read_only(target: str) -> None:
    """Let nothing below a mount point be written, run as another user or be a device; raises OSError."""
    attributes = (ctypes.c_uint64 * 4)(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0, 0, 0)
    size = ctypes.c_size_t(ctypes.sizeof(attributes))
    call = libc().syscall(
        ctypes.c_long(MOUNT_SETATTR), AT_FDCWD, os.fsencode(target), AT_RECURSIVE, attributes, size
    )  # fmt: skip
    checked(call, target)


def pivot_root(new: str, old: str) -> None:
    """Make `new` the root of this process, and put the old one at `old` below it; raises OSError."""
    number = PIVOT_ROOT.get(os.uname().machine)
    if number is None:
        raise OSError(f"the number of pivot_root is not known for {os.uname().machine}")
    checked(libc().syscall(ctypes.c_long(number), os.fsencode(new), os.fsencode(old)), new)


def drop_capabilities(keep: int = 0) -> None:
    """Give up every capability, those too that a program run later could gain; raises OSError.

    Args:
        keep: of those that this process has, a bit for each that it keeps, of the first 32.
    """
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    for number in range(MOST_CAPABILITIES):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:  # the kernel has no more of them
            break
    header, sets = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    checked(libc().capget(header, sets))
    kept = sets[1] & keep  # the permitted ones
    checked(libc().capset(header, (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)))


def checked(result: int, path: str | None = None) -> int:
    """The result of a call of C's; raises OSError where it is negative."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), path)
    return result


def libc() -> ctypes.CDLL:
    """The C library, with errno kept for `checked`."""
    return ctypes.CDLL(None, use_errno=True)
