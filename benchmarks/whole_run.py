"""The reference run as anybody starts it, plain and with `--fast`: how long it trains, and what it then reads."""

import re
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks import ROOT, SOLUTIONS
from benchmarks.quiet import CHILDREN_ARE_KNOWN, Effort, quiet_rounds
from benchmarks.table import Part, rows_of

PLAIN, FAST = "python solutions/stage4_evaluation.py", "python solutions/stage4_evaluation.py --fast"
BEGUN, DONE = (
    "samples.png",
    "test accuracy after",
)  # in the lines that it prints: what it loaded is there; it has trained


def whole_run(effort: Effort) -> Part:
    """Run both with seeds 1, 2, ...: seconds from the loaded data to the trained network, and the accuracies."""
    accuracies = {PLAIN: [], FAST: []}

    def measure() -> dict[str, float]:
        seed, seconds = len(accuracies[PLAIN]) + 1, {}
        for what, options in ((PLAIN, []), (FAST, ["--fast"])):
            seconds[what], accuracy = _run([*options, "--seed", str(seed)])
            accuracies[what].append(accuracy)
        return seconds

    measured, busy = quiet_rounds(measure, effort, during=CHILDREN_ARE_KNOWN)
    part = Part("run", "1 is the run with --fast: three epochs, with the evaluations, without the imports", busy=busy)
    part.rows = rows_of(measured, FAST)
    means = {what: statistics.mean(each) for what, each in accuracies.items()}
    part.notes.append(
        f"test accuracy, mean of {len(accuracies[PLAIN])} seeds: {means[PLAIN]:.2f} % plain, {means[FAST]:.2f} % with --fast"
    )
    return part


def _run(options: list[str]) -> tuple[float, float]:
    """Run it; return the seconds that it trained, and the accuracy in per cent."""
    when, accuracy = {}, None
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-u", str(SOLUTIONS / "stage4_evaluation.py"), "--out", out, *options]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
            for line in process.stdout:
                if BEGUN in line:
                    when[BEGUN] = time.perf_counter()
                if DONE in line:
                    when[DONE], accuracy = time.perf_counter(), re.search(r"([\d.]+)%", line)
    if process.returncode or len(when) < 2 or not accuracy:
        raise SystemExit(f"{' '.join(command)} did not come to an end: exit code {process.returncode}.")
    return when[DONE] - when[BEGUN], float(accuracy[1])
