"""How long grading takes, measured in imports: `python benchmarks/grading.py [--repeat 3] [--json FILE]`.

The unit is one run of `python -c "import torch, torchvision, matplotlib.pyplot"`. Each round runs all of the commands once; the
ratios are those of the medians. What the companion takes is told in seconds beyond those of `python -c pass`. MNIST is used if
DIGITS_DATA names it.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

from coursekit.course import Course

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")

UNIT, START = "import torch, torchvision, matplotlib.pyplot", "pass"
GRADE = ["-m", "pytest", "grader", "--submission"]
COMMANDS = {  # what it is: the command, and its limit, in units or in seconds beyond Python's start
    UNIT: (["-c", UNIT], None),
    "grading the solutions": ([*GRADE, "solutions"], 2.0),
    "grading the stubs": ([*GRADE, "exercises"], 1.0),
    "one exercise, conv_output_size": ([*GRADE, "solutions", "-k", "conv_output_size"], 0.9),
    "one exercise, 3.1": ([*GRADE, "solutions", "-k", "3.1"], 0.9),
    START: (["-c", START], None),
    "status": (["-m", "grader", "status"], 0.1),
    "next": (["-m", "grader", "next"], 0.1),
    "hint 3.3": (["-m", "grader", "hint", "3.3"], 0.1),
}
COMPANION = ("status", "next", "hint 3.3")
TRIES = 5  # of what takes a tenth of a second: the quickest counts
SAMPLE = 0.05  # seconds between two looks at the memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    arguments = parser.parse_args()
    figures = measured(arguments.repeat)
    print(f"{'':<46}seconds          figure  limit  largest process")
    for name, each in figures.items():
        figure = f"{each['figure']:.2f} {each['unit']}" if each["unit"] else ""
        peak = f"{each['largest_process'] / 2**30:.2f} GiB" if name not in (START, *COMPANION) else ""
        print(f"{name:<46}{each['seconds']:>7.2f}{figure:>16}{each['limit'] or '':>7}{peak:>17}")
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(repeat: int = 3) -> dict[str, dict]:
    """Run every command `repeat` times, in turn.

    Returns:
        By what it is: "seconds" (the median), "figure" in "unit" ("x the imports", or "s more" than Python's own start; None of
        what is measured against), "limit" of the figure, "largest_process" in bytes.
    """
    rounds = [[_quickest(name) for name in COMMANDS] for _ in range(repeat)]
    runs = dict(zip(COMMANDS, zip(*rounds, strict=True), strict=True))
    seconds = {name: statistics.median(second for second, _ in each) for name, each in runs.items()}
    figures = {}
    for name, (_, limit) in COMMANDS.items():
        more = name in COMPANION
        figure = seconds[name] - seconds[START] if more else seconds[name] / seconds[UNIT]
        unit = "" if limit is None else "s more" if more else "x the imports"
        peak = max(peak for _, peak in runs[name])
        figures[name] = {"seconds": seconds[name], "figure": figure if unit else None, "unit": unit, "limit": limit}
        figures[name]["largest_process"] = peak
    return figures


def _quickest(name: str) -> tuple[float, int]:
    """What `_measure` returns of one of the commands; of a short one the quickest of some tries."""
    command = [sys.executable, *COMMANDS[name][0]]
    return min(_measure(command) for _ in range(TRIES if name in (START, *COMPANION) else 1))


def _measure(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds, and the largest resident set that was seen of any of its processes, in bytes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    peaks, quiet = [0], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begin = time.perf_counter()
    with subprocess.Popen(command, cwd=COURSE.root, env=environment, **quiet) as process:
        threading.Thread(target=_look, args=(process.pid, peaks), daemon=True).start()
        process.wait()
        return time.perf_counter() - begin, max(peaks)


def _look(number: int, peaks: list[int]) -> None:
    """Note the resident sets of a process and all below it, for as long as it runs."""
    with contextlib.suppress(psutil.Error):
        top = psutil.Process(number)
        while top.is_running() and top.status() != psutil.STATUS_ZOMBIE:
            peaks.append(max(map(_resident, [top, *top.children(recursive=True)])))
            time.sleep(SAMPLE)


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


if __name__ == "__main__":
    main()
