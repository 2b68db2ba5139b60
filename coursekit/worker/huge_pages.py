"""Linux only: lays what a process holds into huge pages. A fork then has a page in place of 512 to note down, and to let go.

Source: MADV_COLLAPSE in the manual page madvise(2), since Linux 6.1; an older kernel refuses, and all stays as it was.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from ..sandbox import linux

SIZE = Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size")  # of a huge page, in bytes
AT_ONCE = 16 * 2**20  # bytes: a few hundredths of a second


def gather() -> Iterator[None]:
    """Lay what this process holds by now into huge pages, a piece at each step."""
    try:
        size = int(SIZE.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    step = max(size, AT_ONCE)
    for begin, end in _own_memory():
        end = end // size * size
        for piece in range(-(-begin // size) * size, end, step):
            with contextlib.suppress(OSError):  # there is nothing in it, say
                linux.collapse(piece, min(step, end - piece))
            yield


def _own_memory() -> list[tuple[int, int]]:
    """The begins and ends of what a fork would have to copy: memory of no file that this process may write."""
    found = []
    for line in Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace").splitlines():
        addresses, rights, _, _, _, *name = line.split(maxsplit=5)
        if rights.startswith("rw") and rights.endswith("p") and name in ([], ["[heap]"]):
            begin, end = (int(each, 16) for each in addresses.split("-"))
            found.append((begin, end))
    return found
