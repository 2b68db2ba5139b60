"""What was found when the student's own exercises were graded last, kept so that `status` and `next` can tell it at once."""

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime

from ..course import Course
from ..files import written_aside
from ..judge.observer import Observer
from ..judge.results import CRASHED, FAILED, PASSED, STATUSES, TIMED_OUT, Report, Result
from .outline import fingerprints

FILE = "last.json"
VERSION = 1
KEPT = {"status": str, "mistake": str | None, "message": str, "output": str, "where": str, "seconds": float}
# Not in what earlier versions of the course kept:
KEPT_IF_THERE = {"detail": str, "own_hint": str, "file_unread": bool, "remark": str}


@dataclass
class LastRun:
    """The results that are known, each from the last run that judged it."""

    report: Report
    ended: datetime  # of the last run, in local time
    fingerprints: dict[str, str]  # of each exercise's code when it was judged
    tries: dict[str, int]  # by id: with how many different codes it failed since it last passed


class Memory(Observer):
    """Remembers what a run on the student's own exercises finds."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.begun_with: dict[str, str] = {}  # by id, the fingerprints of the code that is being judged
        self.fingerprints: dict[str, str] = {}  # of what was judged in this run

    def begun(self, run, result: Result) -> None:
        id = result.exercise.id
        self.begun_with[id] = fingerprints(self.course, self.course.exercises_folder)[id]

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
            kept = {name: getattr(result, name) for name in (*KEPT, *KEPT_IF_THERE)}
            known[id] = kept | {"fingerprint": fingerprint, "tries": _tries(known.get(id), result, fingerprint)}
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
            tries = {id: int(row.get("tries", 0)) for id, row in record["exercises"].items()}
            ended = datetime.fromisoformat(record["ended"])
        except (KeyError, TypeError, ValueError, AttributeError):
            return None
        return LastRun(report, ended, prints, tries) if report.selected else None

    def _read(self) -> dict:
        try:
            record = json.loads((self.course.state / FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        usable = (
            isinstance(record, dict) and record.get("version") == VERSION and isinstance(record.get("exercises"), dict)
        )
        return record if usable else {}


def _tries(before: dict | None, result: Result, fingerprint: str) -> int:
    """How often an exercise has failed since it last passed; the same code again is no new try."""
    tries = before.get("tries", 0) if isinstance(before, dict) else 0
    tries = tries if isinstance(tries, int) else 0
    if result.status == PASSED:
        return 0
    if result.status not in (FAILED, CRASHED, TIMED_OUT):
        return tries
    return max(tries, 1) if before and before.get("fingerprint") == fingerprint else tries + 1


def _checked(row: dict) -> dict:
    kinds = {**KEPT, **{name: kind for name, kind in KEPT_IF_THERE.items() if name in row}}
    values = {name: row[name] for name in kinds}
    if row["status"] not in STATUSES or not all(isinstance(values[name], kind) for name, kind in kinds.items()):
        raise ValueError(f"not a result: {row}")
    return values
