"""One run of the grader: what was asked for, and the results so far."""

import contextlib
import gc
import hashlib
import random
import sys
import time
import traceback
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from ..course import Course, CourseError, Exercise
from ..data import Data, DataError
from ..interrupts import interrupts_put_off
from ..submission import MOST_SOURCE, stage_source, twin_notes
from .collect import collect_exhibits
from .observer import Observer
from .patience import JudgementTooLongError
from .process import WorkerProcess
from .results import BLOCKED, CRASHED, NOT_JUDGED, NOT_STARTED, PASSED, Report, Result, Verdict
from .side_by_side import SideBySide, Turn
from .stub import is_still_stub, not_started
from .text import plain, to_edit
from .untouched import untouched_stub

MOST_PATH = 500  # characters that are shown
MOST_SEEDS, ROUNDS = 10**9, 1000  # with so many it takes days to try them all


class Run:
    """Judges exercises of one submission.

    Args:
        course: whose exercises they are.
        submission: the folder as it was given, relative to the working directory; None for the student's own.
        worker: runs the submission's code; whoever made it ends it.
        data: the course's.
        seed: draws every input; None draws the seed itself.
        full: judge at full length what is cut short otherwise.
        observers: are told what happens.
        collects: whether `grade` also collects what a page may show, the exhibits of each result.
        second: another worker like `worker`, for exercises to be judged side by side; it ends with the run.
    """

    def __init__(
        self,
        course: Course,
        submission: Path | str | None,
        worker: WorkerProcess,
        data: Data,
        seed: int | None = None,
        full: bool = False,
        observers: Iterable[Observer] = (),
        collects: bool = False,
        second: WorkerProcess | None = None,
    ) -> None:
        self.course, self.worker, self.data, self.full = course, worker, data, full
        given = Path(submission or course.exercises_folder)
        self.submission, self.link = given.resolve(), given.is_symlink()
        self.report = Report(course, submission, random.SystemRandom().randrange(MOST_SEEDS) if seed is None else seed)
        self.observers = list(observers)
        self.import_failures: dict[str, Verdict] = {}  # by file: it is not imported in vain twice
        self.collects, self.kept = collects, {}  # kept by checks for the exhibits
        self.turn = Turn()
        self.side_by_side = SideBySide(self, second)
        self.report.notes += twin_notes(self.submission, course.stage_files)

    @property
    def seed(self) -> int:
        """Of every input of this run."""
        return self.report.seed

    @cached_property
    def worker_seed(self) -> int:
        """Of what is drawn in the worker, from which nobody finds the judge's in the time of a job."""
        made = hashlib.pbkdf2_hmac("sha256", str(self.seed).encode(), b"worker", ROUNDS)
        return int.from_bytes(made[:4], "big")

    def select(self, ids: Iterable[str], passed: Iterable[str] = (), asked: Iterable[str] = ()) -> list[str]:
        """Tell which exercises will be judged; what they require is added.

        Args:
            ids: the exercises.
            passed: of those that they require, what is known to have passed as it is now: it is not judged again.
            asked: those of them that the user named.

        Returns:
            All ids in the course's order, which is that of judging. Until they are judged, the report says that they are not.
        """
        wanted, passed = set(ids), set(passed)
        required = self.course.with_requirements(wanted)
        selected = [id for id in required if id in wanted or id not in passed]
        self.report.asked = set(asked)
        for id in set(required) - set(selected):
            self.report.results[id].status = PASSED
        for id in selected:
            result = self.report.results[id]
            result.status, result.message = NOT_JUDGED, "The run was stopped before this exercise was judged."
        self.side_by_side.select(selected)
        self._changed()
        return selected

    def judge(self, id: str) -> Result:
        """Judge one exercise, and keep the result; where exercises are judged side by side, perhaps others too.

        Raises:
            KeyboardInterrupt: Ctrl-C came meanwhile; the exercise is not judged.
        """
        self.side_by_side.judge(id)
        return self.report.results[id]

    def judge_now(self, id: str, worker: WorkerProcess) -> None:
        """Judge one exercise in this thread, whose turn it is, by this worker; raises as `judge`."""
        result, begin = self.report.results[id], time.monotonic()
        for observer in self.observers:
            observer.begun(self, result)
        try:
            self._begin(result)
            self._refuse_untouched(result)
            self.side_by_side.begin()
            _import_torch()
            begin = time.monotonic()
            self._check(result, worker)
            self._refuse_stub(result.exercise)
            result.status, result.message = PASSED, ""
        except Verdict as verdict:
            result.status, result.mistake, result.message = verdict.status, verdict.mistake, verdict.message
            result.own_hint = verdict.hint
        except DataError as error:
            result.status, result.message = CRASHED, str(error)
        except JudgementTooLongError:
            result.status = CRASHED
            result.message = "What came back from your code is too costly to compare: it was given up."
        except Exception as error:
            result.status = CRASHED
            result.message = f"The grader could not judge this: {type(error).__name__}: {error}"
            result.faults.append(traceback.format_exc())
        except BaseException:  # Ctrl-C, or the run's end: it is not judged
            self._changed()
            raise
        result.seconds = time.monotonic() - begin
        with interrupts_put_off():  # or the report would have it, and whoever remembers it not
            self._changed()
            for observer in self.observers:
                observer.judged(self, result)

    def grade(self, ids: Iterable[str] | None = None, passed: Iterable[str] = ()) -> Report:
        """Judge all of these exercises, and what they require, as `select` says; None for the whole course.

        Raises:
            KeyboardInterrupt: as `judge`.
        """
        try:
            for id in self.select(self.course.exercises if ids is None else ids, passed):
                self.judge(id)
            if self.collects:
                with self.turn:
                    collect_exhibits(self)
        finally:
            self.finish()
        return self.report

    def finish(self) -> None:
        """Complete the report."""
        self.side_by_side.end()
        try:
            self.data.root  # noqa: B018 (waits for the data)
        except DataError as error:
            self.report.notes.append(str(error))
        with contextlib.suppress(CourseError):  # each exercise's message says that no code could be run
            self.report.protection = self.worker.protection
            if self.report.given is not None:
                self.report.notes.append(self.report.protection.line)
        self._changed()
        for observer in self.observers:
            observer.ended(self)

    def limit(self, exercise: Exercise) -> float:
        """The time limit of an exercise, in seconds."""
        return self.full and exercise.seconds_full or exercise.seconds

    def shown_path(self, file: str) -> str:
        """A file of the submission as a user would type its path from the working directory; fit to be read."""
        path = self.submission / file
        with contextlib.suppress(ValueError):
            path = path.relative_to(Path.cwd())
        return plain(str(path), MOST_PATH)

    def _check(self, result: Result, worker: WorkerProcess) -> None:
        from ..kit.draw import Draw  # these import torch: not before the worker was started
        from .check import load_check
        from .student import Student

        check = load_check(self.course, result.exercise)
        Student(self, result, worker).judge(check, Draw(self.seed, result.exercise.id))

    def _refuse_untouched(self, result: Result) -> None:
        """What can only raise its NotImplementedError need not be run; the verdict is the one that a run gives."""
        exercise = result.exercise
        if stub := untouched_stub(self.course, exercise, self.submission):
            path = self.shown_path(exercise.file)
            result.where = f"{path}:{stub.begin}"
            raise Verdict(NOT_STARTED, to_edit(not_started(stub.raised), f"{path}:{stub.end}"))

    def _refuse_stub(self, exercise: Exercise) -> None:
        """An answer to an exercise that nobody wrote is not the exercise's."""
        if not exercise.nothing_to_write and is_still_stub(self.course, exercise, self.submission):
            text = f"Right values came back, but {exercise.name} is still as it was handed out: fill in its TODO there."
            raise Verdict(NOT_STARTED, text)

    def _changed(self) -> None:
        self.report.data = self.data.name
        for observer in self.observers:
            observer.changed(self)

    def _begin(self, result: Result) -> None:
        """Demand what an exercise requires; where its file itself is wanting, the exercise's own hint is no help."""
        try:
            self._require(result.exercise)
        except Verdict as verdict:
            result.file_unread = verdict.status == CRASHED
            raise

    def _require(self, exercise: Exercise) -> None:
        self.report.no_folder = self._no_folder()
        if self.report.no_folder:
            raise Verdict(CRASHED, self.report.no_folder)
        missing = [id for id in exercise.requires if self.report.results[id].status != PASSED]
        if missing:
            names = " and ".join(f"{id} {self.course.exercises[id].name}" for id in missing)
            raise Verdict(BLOCKED, f"It builds on {names}, so that comes first.")
        self._require_file(exercise)

    def _no_folder(self) -> str:
        if not self.submission.is_dir():
            where = plain(str(self.report.given or self.submission), MOST_PATH)
            return f"There is no folder {where}. Give the folder that holds {self.course.stage_files_in_words}."
        if self.link:
            return f"{plain(self.report.submission, MOST_PATH)} is a link to another folder. Give the folder itself."
        return ""

    def _require_file(self, exercise: Exercise) -> None:
        file = exercise.file
        source = stage_source(self.submission, file)
        if not source.is_file():
            where = plain(self.report.submission, MOST_PATH)
            status = NOT_STARTED if exercise.bonus else CRASHED  # nobody has to hand a bonus in
            raise Verdict(status, f"There is no {file} in {where}, and no notebook of that name.")
        if not source.resolve().is_relative_to(self.submission):
            raise Verdict(CRASHED, f"{source.name} is a link to a file that lies elsewhere. Put the file itself here.")
        most = MOST_SOURCE[source.suffix]
        if source.stat().st_size > most:
            raise Verdict(CRASHED, f"{source.name} is larger than {most // 2**20} MiB. Take out what is no code.")


def _import_torch() -> None:
    """Not at the top: the worker must be started before this takes its time, and what is not run needs no torch."""
    new = "torch" not in sys.modules
    with interrupts_put_off():
        import torch

    torch.set_num_threads(1)  # what the judge computes is small
    if new:  # all of it stays: to look through it for garbage again and again would take a tenth of a second each time
        gc.freeze()
