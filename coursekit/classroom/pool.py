"""Grades a class in several processes, each with a warm worker of its own; none that dies takes another's result with it."""

import contextlib
import itertools
import multiprocessing
import queue
from collections.abc import Iterable, Iterator
from multiprocessing.connection import wait
from pathlib import Path

from ..course import Course
from .task import ERROR, Slot

TRIES = 2  # of a submission whose process died
DIED = "The process that graded this ended, {tries} times: out of memory, most likely."


class Pool:
    """Slots, a process each. Use it as a context manager: at its end they are ended too.

    Args:
        course: the folder of the course.
        jobs: how many slots.
        root: of the data.
        sandbox: the best level of protection to try.
    """

    def __init__(self, course: Path, jobs: int, root: Path | None, sandbox: str) -> None:
        self._arguments, self._jobs = (course, root, sandbox), jobs
        self._context = multiprocessing.get_context("spawn")
        self._slots: list[_Process] = []

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *exception) -> None:
        for slot in self._slots:
            slot.end()

    def grade(self, tasks: Iterable[tuple[object, dict[str, bytes], int]]) -> Iterator[tuple[object, dict]]:
        """Grade (key, stage files, seed) each; give (key, row) as they come."""
        waiting, tries = iter(tasks), {}
        again: queue.SimpleQueue = queue.SimpleQueue()
        while True:
            for slot in self._idle():
                task = again.get() if not again.empty() else next(waiting, None)
                if task is None:
                    break
                slot.begin(task)
            busy = [slot for slot in self._slots if slot.task is not None]
            if not busy:
                return
            for ready in wait([slot.pipe for slot in busy]):
                slot = next(each for each in busy if each.pipe is ready)
                task, row = slot.finish()
                if row is None:
                    self._slots.remove(slot)
                    tries[id(task)] = tries.get(id(task), 0) + 1
                    if tries[id(task)] < TRIES:
                        again.put(task)
                        continue
                    error = DIED.format(tries=TRIES)
                    row = {"status": ERROR, "report": None, "summary": "", "prints": {}, "error": error, "seconds": 0.0}
                yield task[0], row

    def _idle(self) -> Iterator["_Process"]:
        for number in itertools.count():
            if number == self._jobs:
                return
            if number == len(self._slots):
                self._slots.append(_Process(self._context, self._arguments))
            if self._slots[number].task is None:
                yield self._slots[number]


class _Process:
    """One slot's process, as its owner sees it."""

    def __init__(self, context, arguments: tuple) -> None:
        self.pipe, theirs = context.Pipe()
        self.task: tuple | None = None
        self.process = context.Process(target=_serve, args=(theirs, *arguments), daemon=True)
        self.process.start()
        theirs.close()

    def begin(self, task: tuple) -> None:
        self.task = task
        with contextlib.suppress(OSError):  # it died meanwhile: `finish` finds that out
            self.pipe.send(task[1:])

    def finish(self) -> tuple[tuple, dict | None]:
        """The task, and its row; None if the process died."""
        task, self.task = self.task, None
        try:
            return task, self.pipe.recv()
        except (EOFError, OSError):
            self.end()
            return task, None

    def end(self) -> None:
        self.pipe.close()  # it closes its worker, and ends
        self.process.join(5.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _serve(pipe, course: Path, root: Path | None, sandbox: str) -> None:
    """In the process: grade until the pipe is closed."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the owner, who ends this
    slot = Slot(Course(course), root, sandbox)
    try:
        while True:
            files, seed = pipe.recv()
            pipe.send(slot.grade(files, seed))
    except (EOFError, OSError):
        pass
    finally:
        slot.close()
