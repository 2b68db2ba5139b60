"""Warm processes that grade, each by itself: one that dies, hangs or grows is ended, and costs its own submission alone."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

from ..course import ENGINE, IMPORT_SECONDS, Course
from ..judge.deadline import MOST_STARVED
from ..judge.patience import SECONDS as JUDGING_SECONDS
from ..judge.process import WARM_UP_SECONDS
from ..processes import resident
from .frames import read_frame, write_frame
from .task import error_row

TRIES = 2  # of a submission whose process died
RUNS = 4  # of an exercise's probe, which no check needs more of
MOST_MEMORY = 6 * 2**30  # bytes of a process that judges; with everything imported it holds less than one
BETWEEN_LOOKS = 0.5  # seconds
END_SECONDS = 10.0
DIED = "The process that graded this ended, {tries} times: out of memory, most likely."
GREW = "Grading this took more than {gib:g} GiB of memory in the grader itself, and was given up."
TOO_LONG = (
    "Grading this took longer than {seconds:.0f} seconds, more than all its time limits together, and was given up."
)
CHANGED = "The course or its engine changed while the class was graded. The same command grades this again."


def longest(course: Course) -> float:
    """The seconds that no submission needs, with every exercise at its limit."""
    most = 1 + MOST_STARVED  # times a limit, on a busy machine
    limits = [RUNS * most * (IMPORT_SECONDS + each.seconds) + JUDGING_SECONDS for each in course.exercises.values()]
    return 2 * WARM_UP_SECONDS + sum(limits)


class Slots:
    """Processes that grade, as many as are asked for at once; several threads may ask.

    Args:
        course: whose stage files they get.
        root: of the data, where it is known.
        sandbox: the best level of protection to try.
        code: the hash of the course and its engine that results count of, see `hash_of_code`.
    """

    def __init__(self, course: Course, root: Path | None, sandbox: str, code: str) -> None:
        self._course, self._root, self._sandbox, self._code = course, root, sandbox, code
        self._idle: list[SlotProcess] = []
        self._all: set[SlotProcess] = set()
        self._lock, self._closed = threading.Lock(), False
        self.seconds, self.memory = longest(course), MOST_MEMORY

    def grade(self, files: dict[str, bytes], seed: int) -> dict:
        """Grade stage files; the row is `Slot.grade`'s, or says by its status `ERROR` why there is none."""
        for _ in range(TRIES):
            slot = self._take()
            if slot is None:
                break
            row = slot.grade(files, seed, self.seconds, self.memory)
            self._give_back(slot)
            if row is not None:
                return row
        return error_row(DIED.format(tries=TRIES))

    def end(self) -> None:
        """End all of them, also those that are at work."""
        with self._lock:
            self._closed, ending = True, list(self._all)
        for slot in ending:
            slot.begin_to_end()
        for slot in ending:
            slot.end()

    def _take(self) -> "SlotProcess | None":
        with self._lock:
            if self._closed:
                return None
            while self._idle:
                if (slot := self._idle.pop()).lives():
                    return slot
                self._all.discard(slot)
            slot = SlotProcess(self._course, self._root, self._sandbox, self._code)
            self._all.add(slot)
            return slot

    def _give_back(self, slot: "SlotProcess") -> None:
        with self._lock:
            if slot.lives():
                self._idle.append(slot)
            else:
                self._all.discard(slot)


class SlotProcess:
    """One process of `coursekit.classroom.serve`, as its owner sees it; the arguments are those of `Slots`."""

    def __init__(self, course: Course, root: Path | None, sandbox: str, code: str) -> None:
        more = [str(root)] if root else []
        paths = [str(ENGINE.parent), str(course.root), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "coursekit.classroom.serve", str(course.folder), sandbox, *more],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        )  # fmt: skip
        self._code = code
        self._answers: queue.SimpleQueue = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def lives(self) -> bool:
        """Whether it can be given more to grade."""
        return self.process.poll() is None

    def grade(self, files: dict[str, bytes], seed: int, seconds: float, memory: int) -> dict | None:
        """Grade stage files: the row, or None if the process died; one that takes too much is ended, and the row says so."""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError):  # it died meanwhile: no answer comes
            text = {name: data.decode("latin-1") for name, data in files.items()}
            write_frame(self.process.stdin, {"files": text, "seed": seed})
        while True:
            with contextlib.suppress(queue.Empty):
                answer = self._answers.get(timeout=BETWEEN_LOOKS)
                if answer is None:
                    self.kill()  # its pipe has ended, and it may be there for a moment still: nobody is to take it for alive
                    return None
                if "status" in answer:
                    return answer
                if answer["code"] != self._code:  # it says so first of all
                    self.kill()
                    return error_row(CHANGED)
            if time.monotonic() > end:
                self.kill()
                return error_row(TOO_LONG.format(seconds=seconds))
            if resident(self.process.pid) > memory:
                self.kill()
                return error_row(GREW.format(gib=memory / 2**30))

    def begin_to_end(self) -> None:
        """Let it end, with its worker, without waiting for it."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()

    def end(self) -> None:
        """End it, and wait until it has ended."""
        self.begin_to_end()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End it and all below it at once, whatever they do; its worker removes its folder by itself."""
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        while (answer := read_frame(self.process.stdout)) is not None:
            self._answers.put(answer)
        self._answers.put(None)
