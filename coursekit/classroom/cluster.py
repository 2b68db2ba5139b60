"""Grades a class on the machines of a Dask cluster: stage files go out, rows come back as text; no file system is shared.

The machines are the instructor's own, and trusted as this one is. What a submission made crosses as plain JSON alone.
"""

import contextlib
import json
import os
import queue
import re
import time
from collections.abc import Callable, Iterable, Iterator

from .machine import admit, dismiss, grade_there
from .slots import error_row

CONNECT_SECONDS, WORKERS_SECONDS = 10.0, 20.0
BETWEEN_LOOKS = 2.0  # seconds
ADDRESS = r"(?:tcp|tls|ucx|ws|wss)://."
AHEAD = 2  # tasks for each slot: one that is graded, one that waits where it is needed
INSTALL = 'Install what talks to a cluster: pip install -e ".[cluster]"'
LOST = "Its task was lost: {why}"


class ClusterError(Exception):
    """The class cannot be graded there; the message says what to do."""


class Cluster:
    """The slots of all workers of a scheduler that fit. Use it as a context manager, as a `Pool`.

    Args:
        scheduler: its address, "tcp://host:8786".
        wanted: {"course", "code", "data", "sandbox", "unsafe"}: what a worker must have and hold, see `machine.admit`.
        tell: is called with a line about each worker that is found, or refused.

    Raises:
        ClusterError: on entering, if nobody is there, or nobody that fits.
    """

    def __init__(self, scheduler: str, wanted: dict, tell: Callable[[str], None] = print) -> None:
        self._address, self._tell = scheduler, tell
        self._wanted = {**wanted, "run": f"{wanted['course']}-{os.urandom(6).hex()}"}  # also names what fits, to Dask
        self._slots: dict[str, int] = {}  # by the address of each worker that was asked; 0 for one that does not fit
        self._alone = False

    def __enter__(self) -> "Cluster":
        try:
            from distributed import Client
        except ImportError:
            raise ClusterError(INSTALL) from None
        if not re.match(ADDRESS, self._address):
            raise ClusterError(
                f"{self._address} is no address of a scheduler, such as tcp://host:8786: `dask scheduler` prints it."
            )
        try:
            self._client = Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise ClusterError(
                f"No scheduler answers at {self._address}: {type(error).__name__}. Start one there with `dask scheduler`, "
                "and give the address that it prints."
            ) from None
        try:
            self._find_workers()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(self, *exception) -> None:
        with contextlib.suppress(Exception):  # whoever is gone needs no farewell
            self._client.run(dismiss, self._wanted["run"], workers=self._fitting(), on_error="ignore")
        self._client.close()

    def grade(self, tasks: Iterable[tuple[object, dict[str, bytes], int]]) -> Iterator[tuple[object, dict]]:
        """Grade (key, stage files, seed) each; give (key, row) as they come. A few tasks a slot are on their way at a time.

        Raises:
            ClusterError: the scheduler is gone.
        """
        waiting, busy, looked = iter(tasks), {}, time.monotonic()
        done: queue.SimpleQueue = queue.SimpleQueue()
        while True:
            while len(busy) < AHEAD * max(1, sum(self._slots.values())) and (task := next(waiting, None)):
                future = self._client.submit(
                    grade_there, self._wanted["run"], *task[1:], pure=False, resources={self._wanted["run"]: 1}
                )
                busy[future.key] = task[0], future
                future.add_done_callback(done.put)
            if not busy:
                return
            if time.monotonic() > looked + BETWEEN_LOOKS:
                self._look_around()
                looked = time.monotonic()
            with contextlib.suppress(queue.Empty):
                future = done.get(timeout=BETWEEN_LOOKS)
                key, _ = busy.pop(future.key)
                yield key, self._row(future)

    def _row(self, future) -> dict:
        if future.status == "finished":
            return json.loads(future.result())
        if future.status == "error":  # its worker died again and again, say: Dask has tried several
            return error_row(LOST.format(why=f"{future.exception()!r}"[:500]))
        raise ClusterError(_GONE.format(address=self._address))

    def _find_workers(self) -> None:
        with contextlib.suppress(TimeoutError):
            self._client.wait_for_workers(1, timeout=WORKERS_SECONDS)
        self._admit()
        if not self._slots:
            raise ClusterError(
                f"No worker has come to {self._address}. On each machine, where the course is installed with its data: "
                f"dask worker {self._address} --nthreads 1 --nworkers -1"
            )
        if not self._fitting():
            raise ClusterError("No worker there can grade this class; each line above says why.")

    def _look_around(self) -> None:
        """Take in workers that have come, and say it once if there is none left."""
        if self._client.status != "running":
            raise ClusterError(_GONE.format(address=self._address))
        self._admit()
        if not self._fitting() and not self._alone:
            self._tell("No worker is left that fits. What is on its way waits for one.")
        self._alone = not self._fitting()

    def _admit(self) -> None:
        """Ask every worker that has come since whether it fits; forget those that are gone."""
        here = set(self._client.nthreads())
        self._slots = {address: slots for address, slots in self._slots.items() if address in here}
        new = sorted(here - set(self._slots))
        if not new:
            return
        answers = self._client.run(admit, json.dumps(self._wanted), workers=new, on_error="return")
        for address in new:
            found = _answer(answers.get(address))
            self._slots[address] = found["slots"]
            self._tell(f"{address}: {found['line']}")

    def _fitting(self) -> list[str]:
        return [address for address, slots in self._slots.items() if slots]


_GONE = "The scheduler at {address} is gone. What is done is kept; the same command goes on from there."


def _answer(answer) -> dict:
    """What `admit` said: {"slots", "line"}; an exception stands for a worker without this engine, or one that is gone."""
    if isinstance(answer, str):
        return json.loads(answer)
    if isinstance(answer, ImportError):
        return {"slots": 0, "line": "refused: the course is not installed there, or another version of it"}
    return {"slots": 0, "line": f"refused: it does not answer as it should: {answer!r}"[:500]}
