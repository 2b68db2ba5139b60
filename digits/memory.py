"""Keeps memory that was freed, where the system would take it back and have to clear it before the next use."""

import ctypes
import platform

# What mallopt(3) calls them, and from how many bytes on glibc would ask the system for each piece, and give it back, alone.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT, MOST_OF_OLDER = 2**30, 32 * 2**20  # what an older glibc takes at the most


def keep_memory() -> bool:
    """Let this process keep the memory that it has freed, for its next tensors; on Linux alone, elsewhere nothing is done.

    A step of training makes and frees the same few large tensors again and again. glibc hands such pieces back to the
    system at once, which clears each page before it gives it out anew. Source: the manual page mallopt(3).

    Returns:
        Whether it could be done.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    libc = ctypes.CDLL(None)
    in_the_heap = any(libc.mallopt(M_MMAP_THRESHOLD, size) for size in (KEPT, MOST_OF_OLDER))
    return bool(in_the_heap and libc.mallopt(M_TRIM_THRESHOLD, KEPT))
