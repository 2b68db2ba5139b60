"""Linux only: what a forked job may use, and a leash on the processes that it starts."""

import contextlib
import ctypes
import os
import resource
import select
import shutil
import signal
import tempfile
from pathlib import Path

import psutil

from .landlock import all_but, confine

MEMORY = 6 * 2**30  # bytes that a job may ask for beyond what the warm worker has mapped
PR_SET_CHILD_SUBREAPER = 36  # from linux/prctl.h


def adopt_orphans() -> None:
    """Make this process the parent of every orphan among its descendants, so that the judge can find and kill them."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def wait_for(child: int) -> int:
    """Wait until a child has ended; return 0, or minus the number of the signal that ended it.

    If the judge is gone before (standard input hangs up), this process ends, with all that it started.
    """
    with contextlib.suppress(OSError):  # kernels before 5.3 have no such handles
        handle = os.pidfd_open(child)
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        poll.register(0, 0)  # reports a hang-up alone
        ended = {number for number, _ in poll.poll()}
        os.close(handle)
        if handle not in ended:
            _end_all()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _end_all() -> None:
    while children := [each for each in psutil.Process().children(recursive=True) if each.status() != "zombie"]:
        for each in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        psutil.wait_procs(children, timeout=1)
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    os._exit(0)


def enter_child(job: Path, submission: str, hidden: list[str]) -> None:
    """Prepare a fresh fork for a student's code: no input, its own session, limited memory, no core dumps.

    It can write in the job's folder alone, so neither the grader nor any other file of the user's can be altered; and
    outside of the submission it can read nothing that is hidden. (All paths are resolved ones.)
    """
    os.setsid()
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + MEMORY, mapped + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.environ["TMPDIR"] = str(job)  # where loaders with worker processes put their sockets
    tempfile.tempdir = None
    Path("/proc/self/oom_score_adj").write_text("1000")  # if memory runs out all the same, this process goes first
    confine([job, Path("/dev")], [Path(submission), *all_but(set(map(Path, hidden)))])
