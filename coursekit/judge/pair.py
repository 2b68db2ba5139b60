"""Two workers that warm up as one: a process imports everything, then becomes two (Linux only, see `coursekit.worker.pair`)."""

import contextlib
import os
import select
import signal
import subprocess
from pathlib import Path

import psutil

from ..course import CourseError
from ..job_files import FORKED
from ..processes import kill_descendants
from .process import CAN_FORK, MOST_MEMORY, JobEnd, WorkerProcess

ROOM = MOST_MEMORY  # bytes that are free
ENDS_BY_ITSELF = 1.0  # seconds, at most


def two_at_once() -> bool:
    """Whether this machine can run two jobs at once: it has two processors, and memory to spare."""
    return CAN_FORK and len(os.sched_getaffinity(0)) > 1 and psutil.virtual_memory().available > ROOM


class OneOfTwo(WorkerProcess):
    """What both have in common.

    Attributes:
        is_paired: whether it is one of two; if not, it was lost, and stands alone.
    """

    is_paired = False

    def _above_worker(self) -> int:
        return number_of_fork(self.folder) if self.is_paired else super()._above_worker()

    def _kill(self) -> None:
        above = self._above_worker()
        if self.is_paired and above:
            kill_descendants(above)
            with contextlib.suppress(subprocess.TimeoutExpired):  # it ends by itself, so that its time is counted
                self.process.wait(ENDS_BY_ITSELF)
        super()._kill()


class PairedWorker(OneOfTwo):
    """The first of two, and whoever ends it ends both. Where it is lost, it is replaced by one that stands alone.

    Args:
        arguments, options: as of `WorkerProcess`.

    Attributes:
        twin: the second one, to be used only where `protection` is by namespaces; elsewhere nothing answers there.
    """

    def __init__(self, *arguments, **options) -> None:
        self.twin = TwinWorker(*arguments, **options)
        super().__init__(*arguments, **options)

    def close(self) -> None:
        """As of `WorkerProcess`, of both."""
        self.twin.close()
        super().close()

    def _new_process(self):
        self.is_paired = not hasattr(self, "process")  # it is the first
        if not self.is_paired:
            return super()._new_process()
        return self.twin.forked_from(super()._new_process)


class TwinWorker(OneOfTwo):
    """The second of two. Where it is lost, it is replaced by one that stands alone."""

    def forked_from(self, new_process) -> subprocess.Popen:
        """Start the process that becomes two, by calling `new_process` with more arguments and descriptors; return it."""
        self.process.parent = new_process(str(self.folder), *map(str, self._theirs), descriptors=self._theirs)
        for descriptor in self._theirs:
            os.close(descriptor)
        return self.process.parent

    def run(self, request_file, seconds: float) -> JobEnd:
        """As of `WorkerProcess`; a job that was lost with the first one, and by no fault of its own, is run again."""
        try:
            end = super().run(request_file, seconds)
        except CourseError:
            if not self._is_lost():
                raise
            end = None
        if end is None or (end.how == "died" and self._is_lost()):
            end = super().run(request_file, seconds)
        return end

    def _is_lost(self) -> bool:
        return self.is_paired and self.process.poll() is not None and not self.closed

    def _new_process(self):
        self.is_paired = not hasattr(self, "process")  # it is the first
        if not self.is_paired:
            return super()._new_process()
        stdin, ours = os.pipe()
        theirs, stdout = os.pipe()
        self._theirs = (stdin, stdout)
        return ForkedProcess(self.folder, ours, theirs)


class ForkedProcess:
    """A process that a child of this one forks; as much of `subprocess.Popen` as a worker needs.

    Args:
        folder: where its number will be written.
        stdin, stdout: descriptors, the judge's ends of its pipes.

    Attributes:
        parent: the child that forks it, once that is started.
    """

    def __init__(self, folder: Path, stdin: int, stdout: int) -> None:
        self.parent: subprocess.Popen | None = None
        self.stdin, self.stdout = os.fdopen(stdin, "wb", buffering=0), os.fdopen(stdout, "rb", buffering=0)
        self._folder, self._handle = folder, None

    @property
    def pid(self) -> int:
        """Its number; 0 while there is none."""
        return number_of_fork(self._folder)

    def poll(self) -> int | None:
        """None while it lives, or is still to come; else a number."""
        if self._handle is None and self.pid:
            try:
                self._handle = os.pidfd_open(self.pid)
            except OSError:
                return 1
        if self._handle is None:
            return self.parent.poll() if self.parent else None
        return 1 if select.select([self._handle], [], [], 0)[0] else None

    def kill(self) -> None:
        """Raises OSError if it is gone."""
        if self.poll() is None and self._handle is not None:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> None:
        """Until it is gone, if it ever was; raises `subprocess.TimeoutExpired`."""
        if self._handle is not None and not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("a worker", timeout)


def number_of_fork(folder: Path) -> int:
    """The number of a worker's process, one of two, that stands in its folder; 0 while there is none."""
    with contextlib.suppress(OSError, ValueError):
        return int((folder / FORKED).read_text(encoding="utf-8"))
    return 0
