"""What was found when `exercises/` was graded last, kept so that `status` and `next` can tell it at once."""

import contextlib
import json
import os
from dataclasses import dataclass
from datetime import datetime

from ..judge.results import STATUSES, Report, Result
from ..manifest import exercises
from ..paths import STATE

FILE = STATE / "last.json"
VERSION = 1
KEPT = {"status": str, "mistake": str | None, "message": str, "output": str, "where": str, "seconds": float}


@dataclass
class LastRun:
    """The results that are known, each from the last run that judged it."""

    report: Report
    ended: datetime  # of the last run, in local time
    fingerprints: dict[str, str]  # of each exercise's code when it was judged


def remember(report: Report, fingerprints: dict[str, str]) -> None:
    """Keep the results of the exercises in `fingerprints`; what a run did not judge stays as it was."""
    known = _read().get("exercises", {})
    for id, fingerprint in fingerprints.items():
        result = report.results[id]
        known[id] = {name: getattr(result, name) for name in KEPT} | {"fingerprint": fingerprint}
    ended = datetime.now().isoformat(timespec="seconds")
    record = {"version": VERSION, "ended": ended, "data": report.data, "seed": report.seed, "exercises": known}
    aside = FILE.with_name(f"{FILE.name}.{os.getpid()}.part")
    with contextlib.suppress(OSError):  # a run is worth its verdict, even where nothing can be kept
        FILE.parent.mkdir(exist_ok=True)
        aside.write_text(json.dumps(record, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")
        aside.replace(FILE)
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def recall() -> LastRun | None:
    """What is remembered; None if nothing is, or nothing that can be read."""
    record = _read()
    try:
        report = Report("exercises", str(record["data"]), int(record["seed"]))
        for id, row in record["exercises"].items():
            if id in exercises():
                report.results[id] = Result(exercises()[id], **_checked(row))
        prints = {id: str(row["fingerprint"]) for id, row in record["exercises"].items()}
        return LastRun(report, datetime.fromisoformat(record["ended"]), prints) if report.selected else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _read() -> dict:
    try:
        record = json.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    usable = isinstance(record, dict) and record.get("version") == VERSION and isinstance(record.get("exercises"), dict)
    return record if usable else {}


def _checked(row: dict) -> dict:
    values = {name: row[name] for name in KEPT}
    if row["status"] not in STATUSES or not all(isinstance(values[name], kind) for name, kind in KEPT.items()):
        raise ValueError(f"not a result: {row}")
    return values
