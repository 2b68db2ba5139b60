"""The JSON report, for class-grading tools: format version 1."""

import json
from pathlib import Path

from ..files import written_aside
from ..judge.observer import Observer
from ..judge.results import PASSED, Report, Result

VERSION = 1


def report_as_dict(report: Report) -> dict:
    """The report as the JSON's values: always all exercises, in the course's order, those of bonus stages apart."""
    results = report.results.values()
    return {
        "version": VERSION,
        "submission": report.submission,
        "data": report.data,
        "seed": report.seed,
        "score": report.score,
        "max_score": report.max_score,
        "exercises": [_result_as_dict(result) for result in results if not result.exercise.bonus],
        "bonus": {
            "score": report.bonus,
            "max_score": report.course.max_bonus,
            "exercises": [_result_as_dict(result) for result in results if result.exercise.bonus],
        },
        "sandbox": _protection_as_dict(report.protection),
    }


def exercises_of(report: dict) -> list[dict]:
    """All exercises of a report as it is in the JSON, those of bonus stages last; an older one has none of these."""
    return [*report["exercises"], *report.get("bonus", {}).get("exercises", [])]


def write_json(report: Report, path: Path) -> None:
    """Write the report; a reader, or a killed run, never sees half a file.

    Raises:
        OSError: the file cannot be written.
    """
    text = json.dumps(report_as_dict(report), ensure_ascii=False, indent=1) + "\n"
    with written_aside(path) as aside:
        # A folder's name may be in no encoding; its bytes become JSON's own escapes.
        aside.write_bytes(text.encode("utf-8", errors="backslashreplace"))


class JsonFile(Observer):
    """Keeps a JSON report up to date, so that a run that is killed leaves one too.

    Attributes:
        failed: whether the file is not what it should be, because it could not be written the last time.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.failed = path, False

    def changed(self, run) -> None:
        try:
            write_json(run.report, self.path)
            self.failed = False
        except OSError as error:  # a full disk, say: what is on the screen is whole all the same
            self.failed, note = True, f"--json: {self.path} could not be written: {error.strerror}."
            run.report.notes += [] if note in run.report.notes else [note]


def _protection_as_dict(protection) -> dict | None:
    """How well the submission's code was shut in; None while that is not known."""
    if protection is None:
        return None
    return {
        "level": protection.level,
        "system_calls_filtered": protection.filtered,
        "holds": protection.holds,
        "does_not_hold": protection.does_not_hold,
    }


def _record_as_dict(result: Result) -> dict | None:
    """What was reached, if it counts."""
    kept = result.record if result.status == PASSED else None
    return {"value": round(kept.value, 3), "unit": kept.unit} if kept else None


def _result_as_dict(result: Result) -> dict:
    exercise = result.exercise
    return {
        "id": exercise.id,
        "stage": exercise.stage,
        "name": exercise.name,
        "file": exercise.file,
        "status": result.status,
        "score": result.score,
        "max_score": float(exercise.points),
        "mistake": result.mistake,
        "message": result.message,
        "hint": result.hint,
        "seconds": round(result.seconds, 3),
        "bonus": exercise.bonus,
        "record": _record_as_dict(result),
    }
