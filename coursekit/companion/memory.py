"""What was found when the student's own exercises were graded last, kept so that `status` and `next` can tell it at once."""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime

from ..course import Course
from ..files import written_aside
from ..judge.results import STATUSES, Report, Result
from ..judge.run import Observer
from .outline import fingerprints

FILE = "last.json"
VERSION = 1
KEPT = {"status": str, "mistake": str | None, "message": str, "output": str, "where": str, "seconds": float}


@dataclass
class LastRun:
    """The results that are known, each from the last run that judged it."""

    report: Report
    ended: datetime  # of the last run, in local time
    fingerprints: dict[str, str]  # of each exercise's code when it was judged


class Memory(Observer):
    """Remembers what a run on the student's own exercises finds."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.begun_with: dict[str, str] = {}  # the fingerprints of the code that is being judged
        self.fingerprints: dict[str, str] = {}  # of what was judged in this run

    def begun(self, run, result: Result) -> None:
        self.begun_with = fingerprints(self.course, self.course.exercises_folder)

    def judged(self, run, result: Result) -> None:
        self.fingerprints[result.exercise.id] = self.begun_with[result.exercise.id]

    def ended(self, run) -> None:
        if self.fingerprints:
            self.remember(run.report, self.fingerprints)

    def remember(self, report: Report, fingerprints: dict[str, str]) -> None:
        """Keep the results of the exercises in `fingerprints`; what a run did not judge stays as it was."""
        known = self._read().get("exercises", {})
        for id, fingerprint in fingerprints.items():
            result = report.results[id]
            known[id] = {name: getattr(result, name) for name in KEPT} | {"fingerprint": fingerprint}
        ended = datetime.now().isoformat(timespec="seconds")
        record = {"version": VERSION, "ended": ended, "data": report.data, "seed": report.seed, "exercises": known}
        with contextlib.suppress(OSError):  # a run is worth its verdict, even where nothing can be kept
            self.course.state.mkdir(exist_ok=True)
            with written_aside(self.course.state / FILE) as aside:
                aside.write_text(json.dumps(record, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")

    def recall(self) -> LastRun | None:
        """What is remembered; None if nothing is, or nothing that can be read."""
        record = self._read()
        try:
            report = Report(self.course, seed=int(record["seed"]))
            report.data = str(record["data"])
            for id, row in record["exercises"].items():
                if id in self.course.exercises:
                    report.results[id] = Result(self.course.exercises[id], **_checked(row))
            prints = {id: str(row["fingerprint"]) for id, row in record["exercises"].items()}
            ended = datetime.fromisoformat(record["ended"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return LastRun(report, ended, prints) if report.selected else None

    def _read(self) -> dict:
        try:
            record = json.loads((self.course.state / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        usable = (
            isinstance(record, dict) and record.get("version") == VERSION and isinstance(record.get("exercises"), dict)
        )
        return record if usable else {}


def _checked(row: dict) -> dict:
    values = {name: row[name] for name in KEPT}
    if row["status"] not in STATUSES or not all(isinstance(values[name], kind) for name, kind in KEPT.items()):
        raise ValueError(f"not a result: {row}")
    return values
