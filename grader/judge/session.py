"""One run of the grader: what was asked for, the worker, the data, and the results so far."""

import random
import threading
import time
from pathlib import Path

import digits

from ..companion import last_run
from ..companion.outline import fingerprints
from ..manifest import Exercise, exercises, stage_files
from ..paths import EXERCISES
from ..report.json_file import write_json
from .process import WorkerProcess
from .results import BLOCKED, CRASHED, PASSED, Report, Result, Verdict

# A worker that was warmed up before the run, by `python -m grader watch`; a run that finds one leaves it alive.
warm_worker: WorkerProcess | None = None
# Called with each result as soon as it is there; `python -m grader watch` shows them as they come.
listener = None

NOT_CONFINED = (
    "Here a submission can read and write what you can, which only Linux (5.13 or newer) prevents: "
    "grade code that you trust."
)


def twin_notes(submission: Path) -> list[str]:
    """A line for each stage that has both a .py and a notebook: which of them counts."""
    paths = [submission / file for file in stage_files()]
    twins = [path for path in paths if path.is_file() and path.with_suffix(".ipynb").is_file()]
    return [f"{path.name} counts, and {path.stem}.ipynb beside it was not read." for path in twins]


class Session:
    """The state of one run.

    Args:
        submission: the folder as it was given; relative to the working directory.
        seed: draws every input; None draws the seed itself.
        json_path: where to keep a JSON report up to date, or None.
        full: train 4.6 by the tutorial's own recipe.
        stages: the stages that the worker should warm up for; None for all.
    """

    def __init__(self, submission, seed: int | None, json_path: Path | None, full: bool, stages=None) -> None:
        self.given = submission
        self.submission = Path(submission or EXERCISES).resolve()
        self.seed = random.SystemRandom().randrange(10**6) if seed is None else seed
        self.json_path, self.full = json_path, full
        self.own_worker = warm_worker is None
        self.worker = warm_worker or WorkerProcess(stages)
        self.import_failures: dict[str, Verdict] = {}
        self.fingerprints: dict[str, str] = {}  # of the code that was judged; of the student's own folder alone
        shown = "exercises" if submission is None else str(submission)
        self.report = Report(shown, data="", seed=self.seed)
        self._data_error: Exception | None = None
        self._data_thread = threading.Thread(target=self._find_data, daemon=True)
        self._data_thread.start()
        self.report.notes += twin_notes(self.submission)
        if submission is not None and not self.worker.confined:
            self.report.notes.append(NOT_CONFINED)

    def close(self) -> None:
        """End the worker, unless it is someone else's."""
        if self.own_worker:
            self.worker.close()

    @property
    def data_root(self) -> Path:
        """The folder with the data; waits until it is there.

        Raises:
            digits.DataError: there is none.
        """
        self._data_thread.join()
        if self._data_error:
            raise self._data_error
        return self._data_root

    def select(self, ids: list[str]) -> None:
        """Tell which exercises will be judged. Until they are, they count as cut off: a killed run's report says so."""
        import torch  # not at the top: the worker must be started before these two seconds

        torch.set_num_threads(1)  # what the judge computes is small
        for id in ids:
            result = self.report.results[id]
            result.status, result.message = CRASHED, "The run was stopped before this exercise was judged."
        self.save()

    def judge(self, id: str, check) -> None:
        """Judge one exercise: run `check`, which raises a Verdict unless all is right, and keep the result."""
        result = self.report.results[id]
        begin = time.monotonic()
        fingerprint, stopped = self._fingerprint(id), False
        try:
            self._require(result.exercise)
            check()
            result.status, result.message = PASSED, ""
        except Verdict as verdict:
            result.status, result.mistake, result.message = verdict.status, verdict.mistake, verdict.message
            raise
        except digits.DataError as error:
            result.message = str(error)
            raise Verdict(CRASHED, str(error)) from None
        except KeyboardInterrupt:
            stopped = True
            raise
        except Exception as error:
            result.message = f"The grader could not judge this: {type(error).__name__}: {error}"
            raise
        finally:
            result.seconds = time.monotonic() - begin
            self.save()
            if not stopped:
                self._publish(result, fingerprint)

    def save(self) -> None:
        """Bring the JSON report up to date."""
        if not (self._data_thread.is_alive() or self._data_error):
            self.report.data = digits.data_name(self._data_root)
        if self.json_path:
            write_json(self.report, self.json_path)

    def finish(self) -> None:
        """Complete the report."""
        self._data_thread.join()
        if self._data_error:
            self.report.notes.append(str(self._data_error))
        self.save()
        if self.fingerprints:
            last_run.remember(self.report, self.fingerprints)

    def exercise(self, id: str) -> Exercise | None:
        return exercises().get(id)

    def limit(self, exercise: Exercise, seconds: float | None) -> float:
        """The time limit of an exercise, in seconds."""
        return seconds or exercise.seconds

    def shown_path(self, file: str) -> str:
        """A file of the submission as a user would type its path from the working directory."""
        path = self.submission / file
        try:
            return str(path.relative_to(Path.cwd()))
        except ValueError:
            return str(path)

    def _fingerprint(self, id: str) -> str | None:
        """Of the code that is judged, for `python -m grader status`; None for any folder but the student's own."""
        return fingerprints(self.submission)[id] if self.submission == EXERCISES.resolve() else None

    def _publish(self, result: Result, fingerprint: str | None) -> None:
        if fingerprint:
            self.fingerprints[result.exercise.id] = fingerprint
        if listener:
            listener(result)

    def _require(self, exercise: Exercise) -> None:
        if not self.submission.is_dir():
            raise Verdict(CRASHED, f"There is no folder {self.given}. Give the folder that holds the four stage files.")
        missing = [id for id in exercise.requires if self.report.results[id].status != PASSED]
        if missing:
            names = " and ".join(f"{id} {exercises()[id].name}" for id in missing)
            raise Verdict(BLOCKED, f"It builds on {names}, so that comes first.")
        stem = self.submission / exercise.file.removesuffix(".py")
        if not any(stem.with_suffix(suffix).is_file() for suffix in (".py", ".ipynb")):
            message = f"There is no {exercise.file} in {self.report.submission}, and no notebook of that name."
            raise Verdict(CRASHED, message)

    def _find_data(self) -> None:
        try:
            self._data_root = digits.data_root()
        except Exception as error:
            self._data_error = error
