"""Process 1 of a job's own namespace of processes: it waits for the job, which is process 2, and hands on how that ended.

So the job has a parent that it can see and not touch, as any program has, and a signal that it sends to itself ends it, which
process 1 would not even notice. Source: the manual page pid_namespaces(7).
"""

import os

from ..sandbox import linux


def fork_job() -> None:
    """Fork; only the job's process comes back. Once it has ended process 1 ends too, and the kernel kills whatever is left.

    The exit code is the number of the signal that ended the job, or 0. Raises OSError.
    """
    linux.prctl(linux.PR_SET_DUMPABLE, 0)  # what this process has in its memory and files is nobody's to read
    job = os.fork()
    if not job:
        linux.prctl(linux.PR_SET_DUMPABLE, 1)
        return
    os.closerange(0, os.sysconf("SC_OPEN_MAX"))  # who waits for the end of the job's pipes waits for the job alone
    os._exit(_signal_that_ended(job))


def _signal_that_ended(job: int) -> int:
    while True:
        process, status = os.wait()  # whoever lost its parent has become ours
        if process == job:
            return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
