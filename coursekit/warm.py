"""Grades again and again in one warm process: the judge's imports are done once, and the worker stays."""

from collections.abc import Iterable
from pathlib import Path

from .companion.memory import Memory
from .course import Course
from .data import Data
from .judge.observer import Observer
from .judge.process import CAN_FORK, WorkerProcess
from .judge.results import Report
from .judge.run import Run
from .sandbox.levels import NAMESPACES


class WarmGrader:
    """Makes a `Run` for each grading; use it as a context manager, so that its worker is ended."""

    def __init__(self, course: Course, fork: bool = CAN_FORK, sandbox: str = NAMESPACES) -> None:
        self.course = course
        self.data = Data(course)
        self.worker = WorkerProcess(course, hidden_variables=self.data.variables, fork=fork, sandbox=sandbox)

    def __enter__(self) -> "WarmGrader":
        return self

    def __exit__(self, *exception) -> None:
        self.worker.close()

    def grade(
        self,
        submission: Path | None,
        ids: Iterable[str] | None = None,
        seed: int | None = None,
        observers: Iterable[Observer] = (),
        collects: bool = False,
        passed: Iterable[str] = (),
    ) -> Report:
        """Grade a submission.

        Args:
            submission: its folder; None for the student's own.
            ids: the exercises to grade, what they require is added; None for all.
            seed: for the inputs; None draws one.
            observers: are told what happens, beside the companion's memory.
            collects: whether to collect what a page may show.
            passed: ids of what is known to have passed as it is now: not judged again because others require it.

        Raises:
            KeyboardInterrupt: Ctrl-C came meanwhile.
        """
        run = Run(self.course, submission, self.worker, self.data, seed, observers=observers, collects=collects)
        if run.submission == self.course.exercises_folder.resolve():
            run.observers.append(Memory(self.course))
        return run.grade(ids, passed)
