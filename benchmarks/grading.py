"""How long grading takes, measured in imports: `python benchmarks/grading.py [--repeat 3]`.

The unit is one run of `python -c "import torch, torchvision, matplotlib.pyplot"`, which no grader can do without. Each
round runs all of the commands once; the ratios are those of the medians. MNIST is used if DIGITS_DATA names it.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psutil

from coursekit.course import Course

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")


UNIT = "import torch, torchvision, matplotlib.pyplot"
COMMANDS = {
    UNIT: [sys.executable, "-c", UNIT],
    "grading the solutions": [sys.executable, "-m", "pytest", "grader", "--submission", "solutions"],
    "grading the stubs": [sys.executable, "-m", "pytest", "grader", "--submission", "exercises"],
    "one exercise, 2.3": [sys.executable, "-m", "pytest", "grader", "--submission", "solutions", "-k", "2.3"],
    "one exercise, 3.1": [sys.executable, "-m", "pytest", "grader", "--submission", "solutions", "-k", "3.1"],
}
LIMITS = {"grading the solutions": 5, "grading the stubs": 2.5, "one exercise, 2.3": 2, "one exercise, 3.1": 2}
SAMPLE = 0.05  # seconds between two looks at the memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default: %(default)s)")
    rounds = [[measure(command) for command in COMMANDS.values()] for _ in range(parser.parse_args().repeat)]
    medians = [statistics.median(seconds for seconds, _ in each) for each in zip(*rounds, strict=True)]
    peaks = [max(peak for _, peak in each) for each in zip(*rounds, strict=True)]
    print(f"{'':<48}seconds   ratio   limit   largest process")
    for name, seconds, peak in zip(COMMANDS, medians, peaks, strict=True):
        limit = LIMITS.get(name, "")
        print(f"{name:<48}{seconds:>7.2f}{seconds / medians[0]:>8.2f}{limit:>8}{peak / 2**30:>13.2f} GiB")


def measure(command: list[str]) -> tuple[float, int]:
    """Run a command; return its seconds, and the largest resident set of any of its processes, in bytes."""
    begin, peak = time.perf_counter(), 0
    with subprocess.Popen(command, cwd=COURSE.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        top = psutil.Process(process.pid)
        while process.poll() is None:
            peak = max([peak, *map(_resident, [top, *_below(top)])])
            time.sleep(SAMPLE)
    return time.perf_counter() - begin, peak


def _below(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


if __name__ == "__main__":
    main()
