"""Linux only: what each forked job gets, however well it is shut in, and the wait for its end."""

import contextlib
import os
import resource
import select
import signal
import time
from pathlib import Path

from ..processes import kill_descendants

MEMORY = 6 * 2**30  # bytes of addresses that a process may ask for beyond what the warm worker has mapped
FILE_SIZE = 128 * 2**20  # bytes
PROCESSES = 128  # counted for a user, so it is the judge that counts those of a job where that is no ordinary user
OPEN_FILES = 1024


def wait_for(child: int, gone) -> int:
    """Wait until a child has ended; return its exit code, or minus the number of the signal that ended it.

    Args:
        child: its number.
        gone: is called if the judge is gone before, so that standard input hangs up.
    """
    with contextlib.suppress(OSError):  # kernels before 5.3 have no such handles
        handle = os.pidfd_open(child)
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        poll.register(0, 0)  # reports a hang-up alone
        ended = {number for number, _ in poll.poll()}
        os.close(handle)
        if handle not in ended:
            gone()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def is_running_after(child: int, seconds: float) -> bool:
    """Whether a child has not ended after so many seconds; does not wait longer than it runs."""
    with contextlib.suppress(OSError):  # kernels before 5.3 have no such handles
        handle = os.pidfd_open(child)
        ended, _, _ = select.select([handle], [], [], seconds)
        os.close(handle)
        return not ended
    return False


def end_orphans(seconds: float = 60.0) -> None:
    """Kill every process that a job has left to this one, and take leave of those that have ended.

    Args:
        seconds: after which it is given up; the judge ends a worker that takes longer.
    """
    end = time.monotonic() + seconds
    with contextlib.suppress(ChildProcessError):  # there is none any more
        while time.monotonic() < end:
            if not os.waitpid(-1, os.WNOHANG)[0]:
                kill_descendants(os.getpid(), end - time.monotonic())


def limit_process(keep: list[int], alone: bool) -> None:
    """Prepare a fresh fork: a session and pipes of its own, no input, no other open files, limited memory, no core dumps.

    Args:
        keep: descriptors that stay open.
        alone: whether it is in a namespace of users, where its processes are counted apart from the user's others.
    """
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    # The same pipe, opened anew: what a job does to it (make it non-blocking, say) is not done to the worker's.
    with contextlib.suppress(OSError):
        own = os.open("/proc/self/fd/1", os.O_WRONLY)
        os.dup2(own, 1)
    os.dup2(1, 2)
    _close_all_but({0, 1, 2, *keep})
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _limit(resource.RLIMIT_AS, mapped + MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, FILE_SIZE)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_MEMLOCK, 64 * 2**20)
    _limit(resource.RLIMIT_MSGQUEUE, 0)
    if alone:
        _limit(resource.RLIMIT_NPROC, PROCESSES)
    Path("/proc/self/oom_score_adj").write_text("1000")  # if memory runs out all the same, this process goes first


def _limit(which: int, most: int) -> None:
    _, hard = resource.getrlimit(which)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (most, most))


def _close_all_but(keep: set[int]) -> None:
    end = 0
    for number in sorted(keep):
        if end < number:  # an empty range would be taken for all of them
            os.closerange(end, number)
        end = number + 1
    os.closerange(end, os.sysconf("SC_OPEN_MAX"))
