"""Judges the exercises of a run side by side: while a student's code runs for one, the judge turns to the next.

Two workers run the code, and each has a thread of the judge's that waits for it. Of these threads one at a time computes, the one
that has the turn; so whatever is drawn or compared for an exercise is the same as if it were judged alone.
"""

import contextlib
import threading
from collections.abc import Iterator

from ..course import CourseError
from ..interrupts import interrupts_put_off
from ..sandbox.levels import NAMESPACES
from .process import WorkerProcess

MOMENT = 0.2  # seconds, for which Ctrl-C may have to wait


class StoppedError(BaseException):
    """The run is over: what is being judged beside it stays not judged."""


class Turn:
    """Which thread of a run computes: as a context manager, waits until this one may.

    Ctrl-C does not come in the middle of taking or giving it: nobody could take it any more.

    Attributes:
        stopped: whether the run is over.
    """

    def __init__(self) -> None:
        self._condition, self._owner, self.stopped = threading.Condition(threading.Lock()), 0, False

    def __enter__(self) -> "Turn":
        try:
            self._take()
        except BaseException:  # Ctrl-C has come meanwhile
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception) -> None:
        with interrupts_put_off():
            self._owner = 0
            self._condition.release()

    def _take(self) -> None:
        with interrupts_put_off():
            self._condition.acquire()
            self._owner = threading.get_ident()

    @contextlib.contextmanager
    def given_away(self) -> Iterator[None]:
        """While the block waits for something, others may have the turn; if it is not this thread's, nothing changes.

        Raises:
            StoppedError: the run has ended meanwhile.
        """
        if self._owner != threading.get_ident():
            yield
            return
        self.__exit__()
        try:
            yield
        finally:
            self._take()
            if self.stopped:
                raise StoppedError

    def tell(self) -> None:
        """End the others' `wait`, once the turn is given away."""
        self._condition.notify_all()

    def wait(self) -> None:
        """Give the turn away for a moment, until another thread tells that something has changed."""
        with interrupts_put_off():
            self._owner = 0
            self._condition.wait(MOMENT)
            self._owner = threading.get_ident()


class SideBySide:
    """The exercises of a run, and who judges which: the run's own thread, or one beside it with a worker of its own.

    Args:
        run: the run.
        second: the worker of the thread beside; None for no such thread.
    """

    def __init__(self, run, second: WorkerProcess | None) -> None:
        self._run, self._turn, self._second = run, run.turn, second
        self._ids: list[str] = []
        self._urgency: dict[str, float] = {}
        self._begun: set[str] = set()
        self._judged: set[str] = set()
        self._thread: threading.Thread | None = None
        self._error: BaseException | None = None  # what ended the thread

    def select(self, ids: list[str]) -> None:
        """Tell which exercises will be asked for, in order."""
        course = self._run.course
        limits = {id: self._run.limit(course.exercises[id]) for id in ids}
        built = {id: course.with_requirements([id]) for id in ids}
        self._ids = ids
        # A long one must not be waited for in the end, so what it builds on is urgent too. A time limit tells which are long.
        self._urgency = {id: max(limits[each] for each in ids if id in built[each]) for id in ids}

    def judge(self, id: str) -> None:
        """Judge an exercise, or wait for it, and meanwhile judge others."""
        with self._turn:
            if id not in self._ids:
                self._judge(id, self._run.worker)
            while id in self._ids and id not in self._judged:
                if self._error:
                    raise self._error
                if each := self._next_here(id):
                    self._judge(each, self._run.worker)
                else:
                    self._turn.wait()

    def begin(self) -> None:
        """There is something to be run: from now on judge beside, too, if that can be."""
        if self._second and not self._thread:
            self._thread = threading.Thread(target=self._judge_beside, daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Nothing more is to be judged: what is at hand beside is given up, and its worker ended."""
        with self._turn:
            self._turn.stopped = True
            self._turn.tell()
            at_hand = self._begun != self._judged
        if self._thread:
            if at_hand:
                self._second.close()
            self._thread.join()

    def _judge_beside(self) -> None:
        """Where a job could touch the other worker's, nothing is."""
        try:
            if self._run.worker.protection.level != NAMESPACES:
                return
            with self._turn:
                while not self._turn.stopped and self._left():
                    if each := self._next_beside():
                        self._judge(each, self._second)
                    else:
                        self._turn.wait()
        except (StoppedError, CourseError):  # of a worker that did not start each exercise's message tells
            pass
        except BaseException as error:  # the run's own thread raises it
            self._error = error

    def _judge(self, id: str, worker: WorkerProcess) -> None:
        self._begun.add(id)
        self._run.judge_now(id, worker)
        self._judged.add(id)
        self._turn.tell()

    def _next_here(self, id: str) -> str | None:
        """What the run's own thread does when it is asked for an exercise; None if it has to wait."""
        if self._is_alone(id) and self._begun == self._judged:
            return id
        return self._next() if self._thread else id

    def _next_beside(self) -> str | None:
        """What the other thread does; None if it has to wait."""
        return None if any(self._is_alone(id) for id in self._begun - self._judged) else self._next()

    def _next(self) -> str | None:
        return max(self._ready(), key=self._urgency.get, default=None)

    def _ready(self) -> list[str]:
        """What nobody has begun, and builds on nothing that is still to be judged, in order."""
        left = set(self._ids) - self._judged
        return [id for id in self._left() if not self._is_alone(id) and not left.intersection(self._requires(id))]

    def _left(self) -> list[str]:
        return [id for id in self._ids if id not in self._begun]

    def _requires(self, id: str) -> tuple[str, ...]:
        return self._run.course.exercises[id].requires

    def _is_alone(self, id: str) -> bool:
        return self._run.course.exercises[id].alone
