"""Grades a class on this machine, several submissions side by side."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

from ..course import Course
from .slots import Slots

BETWEEN_LOOKS = 1.0  # seconds: on Windows Ctrl-C does not end a wait without a limit


class Pool:
    """Slots side by side. Use it as a context manager: at its end they are ended too.

    Args:
        course: whose stage files they get.
        jobs: how many.
        root: of the data.
        sandbox: the best level of protection to try.
        code: as of `Slots`.
    """

    def __init__(self, course: Course, jobs: int, root: Path | None, sandbox: str, code: str) -> None:
        self._slots, self._jobs = Slots(course, root, sandbox, code), jobs
        self._threads = ThreadPoolExecutor(jobs)

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *exception) -> None:
        self._slots.end()
        self._threads.shutdown(cancel_futures=True)

    def grade(self, tasks: Iterable[tuple[object, dict[str, bytes], int]]) -> Iterator[tuple[object, dict]]:
        """Grade (key, stage files, seed) each; give (key, row) as they come. Tasks are taken as slots get free."""
        waiting, busy = iter(tasks), {}
        while True:
            while len(busy) < self._jobs and (task := next(waiting, None)):
                busy[self._threads.submit(self._slots.grade, *task[1:])] = task[0]
            if not busy:
                return
            for done in wait(busy, BETWEEN_LOOKS, FIRST_COMPLETED).done:
                yield busy.pop(done), done.result()
