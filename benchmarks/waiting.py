"""How long the course makes one wait: the grader's time, that of small commands, and that of `watch`."""

import re
import statistics
import subprocess
import sys
import time

from benchmarks import ROOT, grading
from benchmarks.quiet import Effort, quiet_rounds
from benchmarks.table import Part, Row, rows_of

START = "python's own start"
SMALL = {f"python -m grader {words}": ["-m", "grader", *words.split()] for words in ("status", "next", "hint 3.3")}
SMALL_AT_MOST = 0.1  # seconds beyond Python's own start
WATCH_AT_MOST = 0.3  # seconds from a save to the verdict
VERDICT = re.compile(r"^(\d+\.\d+ \S+)\s+([\d.]+)\s+([\d.]+)$")  # a line of watch.py


def grader(effort: Effort) -> Part:
    """What `grading.py` measures, which knows what is aimed at."""
    measured, busy = quiet_rounds(
        lambda: {name: grading.measure(command)[0] for name, command in grading.COMMANDS.items()}, effort
    )
    rows = rows_of(measured, grading.UNIT, grading.LIMITS)
    return Part("grader", f"1 is {grading.UNIT}", rows, busy)


def commands(effort: Effort) -> Part:
    """Seconds of small commands beyond Python's own start."""

    def measure() -> dict[str, float]:
        start = _seconds(["-c", "pass"])
        return {START: start} | {name: _seconds(command) - start for name, command in SMALL.items()}

    measured, busy = quiet_rounds(measure, effort)
    rows = rows_of(measured, None, dict.fromkeys(SMALL, SMALL_AT_MOST))
    return Part("commands", f"seconds beyond {START}", rows, busy)


def _seconds(arguments: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True)
    return time.perf_counter() - begin


def watch(effort: Effort) -> Part:
    """What `watch.py` measures: seconds from a save to the verdict, of exercises of which none trains for long."""

    def measure() -> dict[str, float]:
        done = subprocess.run(
            [sys.executable, ROOT / "benchmarks" / "watch.py"],
            cwd=ROOT,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return verdicts(done.stdout)

    measured, busy = quiet_rounds(measure, effort)
    rows = rows_of(measured, None, dict.fromkeys(measured[0] if measured else (), WATCH_AT_MOST))
    part = Part("watch", "seconds from a save to the verdict", rows, busy)
    if rows:
        part.rows.insert(0, Row("the median exercise", [], _medians(measured), WATCH_AT_MOST, in_seconds=True))
    return part


def verdicts(printed: str) -> dict[str, float]:
    """Seconds to the verdict by exercise, from what `watch.py` printed."""
    found = [VERDICT.match(line.strip()) for line in printed.splitlines()]
    return {match[1]: float(match[2]) for match in found if match}


def _medians(rounds: list[dict[str, float]]) -> list[float]:
    return [statistics.median(each.values()) for each in rounds]
