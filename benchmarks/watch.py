"""Seconds from a save to the verdict, in `python -m grader watch` on the solutions.

`python benchmarks/watch.py [--times 3] [--json FILE] [EXERCISE ...]`; a verdict later than LIMIT is marked with a star.
"""

import argparse
import json
import os
import queue
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from coursekit.course import Course

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")

LIMIT = 0.3  # seconds, for an exercise that does not train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "exercises", nargs="*", metavar="EXERCISE", help="ids (default: all that have something to write)"
    )
    parser.add_argument("--times", type=int, default=3, help="saves of each exercise (default: %(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    arguments = parser.parse_args()
    print("exercise                  verdict  all that builds on it (median of saves, seconds)")
    figures = {}
    for id, each in measured(arguments.exercises, arguments.times):
        figures[id] = each
        late = " *" if each["verdict"] > LIMIT else ""
        name = f"{id} {COURSE.exercises[id].name}"
        print(f"{name:<26}{each['verdict']:>7.2f}{each['all']:>7.2f}{late}", flush=True)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def measured(ids: list[str] | None = None, times: int = 3) -> Iterator[tuple[str, dict[str, float]]]:
    """Change every exercise's function in turn, as an editor that writes by rename does, and time what comes back.

    Args:
        ids: of the exercises; none for all.
        times: how often each is saved.

    Yields:
        An exercise's id, and in seconds from its save, medians: "verdict", and "all" that was graded then.
    """
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
            _until(lines, "Watching")
            time.sleep(0.3)  # whoever saves in the very moment waits for the next look
            for exercise in COURSE.exercises.values():
                if not (exercise.nothing_to_write or exercise.on_request) and exercise.id in (ids or COURSE.exercises):
                    yield exercise.id, _measure(exercise, folder / exercise.file, lines, times)
        finally:
            process.terminate()
            process.wait()


def _measure(exercise, path: Path, lines: queue.Queue, times: int) -> dict[str, float]:
    original, verdicts, totals = path.read_text(encoding="utf-8"), [], []
    for number in range(times):
        saved = _save(path, _with_statement(original, exercise.name, number))
        verdicts.append(_until(lines, f" {exercise.id} ") - saved)
        totals.append(_until(lines, "Total: ") - saved)
        time.sleep(0.3)
    _save(path, original)
    _until(lines, "Total: ")
    time.sleep(0.3)
    return {"verdict": statistics.median(verdicts), "all": statistics.median(totals)}


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
