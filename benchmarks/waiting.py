"""How long the course makes one wait: what `grading.py` and `watch.py` measure, in quiet rounds."""

import statistics

from benchmarks import grading
from benchmarks import watch as watching
from benchmarks.quiet import CHILDREN_ARE_KNOWN, Effort, quiet_rounds
from benchmarks.table import Part, Row, rows_of


def grader(effort: Effort) -> Part:
    """Grading, in imports, and small commands, in seconds beyond Python's own start."""

    def measure() -> dict[str, float]:
        return {name: each["seconds"] for name, each in grading.measured(1).items()}

    measured, busy = quiet_rounds(measure, effort, during=CHILDREN_ARE_KNOWN)
    rows = [
        _beyond_start(row, measured) if row.what in grading.COMPANION else row
        for row in rows_of(measured, grading.UNIT, {name: limit for name, (_, limit) in grading.COMMANDS.items()})
        if row.what != grading.START
    ]
    notes = [f"{', '.join(grading.COMPANION)}: seconds beyond those of python -c {grading.START}"]
    return Part("grader", f"1 is {grading.UNIT}", rows, busy, notes)


def _beyond_start(row: Row, measured: list[dict[str, float]]) -> Row:
    return Row(row.what, [], [each[row.what] - each[grading.START] for each in measured], row.at_most, in_seconds=True)


def watch(effort: Effort) -> Part:
    """Seconds from a save to the verdict in `watch`: of the median exercise, and of the slowest."""
    measured, busy = quiet_rounds(
        lambda: {id: each["verdict"] for id, each in watching.measured(times=1)}, effort, during=False
    )
    part = Part("watch", "seconds from a save to the verdict", busy=busy)
    if measured:
        of_each = {id: statistics.median(each[id] for each in measured) for id in measured[0]}
        slowest, middle = max(of_each, key=of_each.get), [statistics.median(each.values()) for each in measured]
        part.rows = [
            Row("the median exercise", [], middle, watching.LIMIT, in_seconds=True),
            Row(f"the slowest, {slowest}", [], [each[slowest] for each in measured]),
        ]
    return part
