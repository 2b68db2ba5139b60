"""The two files by which a job answers: how far it has come, and its reply. The judge made their folder, and reads them.

They are opened before a submission's code runs, so where a job is shut in it has these alone, by their descriptors.
"""

import contextlib
import faulthandler
import os
from pathlib import Path

from ..job_files import PROGRESS, REPLY

EARLIER = 0.5  # seconds before the time is up


class Channel:
    """A job's way to answer; raises OSError where the files are there already.

    Attributes:
        descriptors: that the job needs.
        steps: how many this process has said are reached.
    """

    def __init__(self, job: Path) -> None:
        from ..wire import dumps  # imports torch, for which a worker does not wait to say how it shuts jobs in

        self._dumps = dumps
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._progress, self._reply = (os.open(job / name, flags, 0o600) for name in (PROGRESS, REPLY))
        # A submission can cut `progress` short, so that it has begun is said by a pipe too, which is closed before it runs.
        self._seen, self._said = os.pipe()
        self.descriptors, self.steps = [self._progress, self._reply, self._said], 0

    def step(self) -> None:
        """Say that the next step is reached: begun, then imported."""
        os.write(self._progress, b"\n")
        self.steps += 1
        if self._said in self.descriptors:
            os.write(self._said, b"\n")
            os.close(self._said)
            self.descriptors.remove(self._said)

    def has_begun(self) -> bool:
        """Whether a submission's code may have run; for the worker, once the job has ended and this is closed."""
        with open(self._seen, "rb") as pipe:  # noqa: PTH123 (a Path cannot open a descriptor)
            return bool(pipe.read(1))

    def watch(self, seconds: float) -> None:
        """Shortly before the time is up, write down at which lines the code is; the job is killed at the end of it."""
        faulthandler.dump_traceback_later(max(seconds - EARLIER, seconds / 2), file=self._progress)

    def reply(self, values) -> None:
        """Write the reply."""
        faulthandler.cancel_dump_traceback_later()
        data = memoryview(self._dumps(values))
        while data:
            data = data[os.write(self._reply, data) :]

    def close(self) -> None:
        """Where the process lives on."""
        for descriptor in self.descriptors:
            with contextlib.suppress(OSError):  # a submission that shares the process may have done so
                os.close(descriptor)
