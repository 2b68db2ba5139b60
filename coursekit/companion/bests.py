"""The student's own records over time, kept beside what else is remembered, where there is something to compete in."""

import contextlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from ..course import Course
from ..files import written_aside
from ..judge.observer import Observer
from ..judge.results import PASSED, Result

FILE = "bests.json"
MOST = 1000  # tries of all exercises together, of which the latest are kept


@dataclass(frozen=True)
class Try:
    """One time that an exercise with a record was passed.

    Attributes:
        id: of the exercise.
        when: in local time, as ISO 8601 has it.
        value: the figure; the lower the better.
        unit: of it.
        detail: what else was measured, in a few words.
    """

    id: str
    when: str
    value: float
    unit: str
    detail: str


class Bests(Observer):
    """Keeps each record of a run on the student's own exercises."""

    def __init__(self, course: Course) -> None:
        self.file = course.state / FILE

    def judged(self, run, result: Result) -> None:
        if result.status != PASSED or result.record is None:
            return
        now = datetime.now().isoformat(timespec="seconds")
        made = Try(result.exercise.id, now, result.record.value, result.record.unit, result.detail)
        tries = [asdict(each) for each in [*self.tries(), made][-MOST:]]
        with contextlib.suppress(OSError):  # a run is worth its verdict, even where nothing can be kept
            self.file.parent.mkdir(exist_ok=True)
            with written_aside(self.file) as aside:
                aside.write_text(json.dumps(tries, indent=1) + "\n", encoding="utf-8")

    def tries(self) -> list[Try]:
        """All that are kept, the earliest first; [] where there are none, or none that can be read."""
        try:
            rows = json.loads(self.file.read_text(encoding="utf-8"))
            kinds = {"id": str, "when": str, "value": float, "unit": str, "detail": str}
            tries = [Try(**{name: kind(row[name]) for name, kind in kinds.items()}) for row in rows]
            for each in tries:
                datetime.fromisoformat(each.when)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return []
        return tries
