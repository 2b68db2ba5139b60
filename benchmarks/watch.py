"""`python benchmarks/watch.py`: seconds from a save to the verdict, in `python -m grader watch` on the solutions."""

import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from coursekit.course import Course

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")


TIMES = 3  # saves of each exercise


def main() -> None:
    """Change every exercise's function in turn, as an editor that writes by rename does, and time what comes back."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "mine"
        shutil.copytree(COURSE.solutions, folder, ignore=shutil.ignore_patterns("__pycache__"))
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "grader", "watch", "--submission", folder], cwd=COURSE.root, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )  # fmt: skip
        lines = queue.Queue()
        threading.Thread(
            target=lambda: [lines.put((time.perf_counter(), line)) for line in process.stdout], daemon=True
        ).start()
        try:
            begin = time.perf_counter()
            print(f"ready after {_until(lines, 'Watching') - begin:.1f} s")
            print("exercise                  verdict  all that builds on it (median of saves, seconds)")
            for exercise in COURSE.exercises.values():
                if not exercise.nothing_to_write:
                    _measure(exercise, folder / exercise.file, lines)
        finally:
            process.terminate()
            process.wait()


def _measure(exercise, path: Path, lines: queue.Queue) -> None:
    original, verdicts, totals = path.read_text(encoding="utf-8"), [], []
    for number in range(TIMES):
        saved = _save(path, _with_statement(original, exercise.name, number))
        verdicts.append(_until(lines, f" {exercise.id} ") - saved)
        totals.append(_until(lines, "Total: ") - saved)
        time.sleep(0.3)
    row = f"{exercise.id} {exercise.name:<22}{statistics.median(verdicts):>7.2f}{statistics.median(totals):>7.2f}"
    print(row, flush=True)
    _save(path, original)
    _until(lines, "Total: ")
    time.sleep(0.3)


def _with_statement(text: str, name: str, number: int) -> str:
    """Add a statement that changes nothing to a function."""
    hole = text.index("# BEGIN SOLUTION", text.index(f"def {name.split('.')[-1]}("))
    return f"{text[:hole]}_ = {number}\n{text[text.rindex(chr(10), 0, hole) + 1 : hole]}{text[hole:]}"


def _save(path: Path, text: str) -> float:
    """Write a file as many an editor does; return when it was saved."""
    aside = path.with_suffix(".tmp")
    aside.write_text(text, encoding="utf-8")
    saved = time.perf_counter()
    aside.replace(path)
    return saved


def _until(lines: queue.Queue, text: str) -> float:
    """When the line with this text came."""
    seen = ""
    while True:
        try:
            when, line = lines.get(timeout=60)
        except queue.Empty:
            sys.exit(f"No line with {text!r} came, but:\n{seen}")
        if text in line:
            return when
        seen += line


if __name__ == "__main__":
    main()
