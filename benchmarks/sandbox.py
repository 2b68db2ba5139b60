"""What it costs to shut a job in: the time of a small job at each level, beside a fork that does nothing.

`python benchmarks/sandbox.py` prints medians in milliseconds, all from one run, the levels taken in turn. The job is
exercise 2.1 of the solutions; what is counted is all that the judge waits for: fork, room, filter, import, probe, reply.
"""

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coursekit import wire  # noqa: E402
from coursekit.course import Course  # noqa: E402
from coursekit.judge.check import load_check  # noqa: E402
from coursekit.judge.process import WorkerProcess  # noqa: E402
from coursekit.kit.draw import Draw  # noqa: E402
from coursekit.sandbox.levels import LEVELS  # noqa: E402

ROUNDS = 20


def main() -> None:
    course = Course(ROOT / "grader")
    request = _request(course)
    workers = {level: WorkerProcess(course, [2], sandbox=level) for level in LEVELS}
    times: dict[str, list[float]] = {"a bare fork of this process": [], **{level: [] for level in LEVELS}}
    try:
        for number in range(ROUNDS + 1):
            bare = _bare_fork()
            for level, worker in workers.items():
                begin = time.perf_counter()
                end = worker.run(lambda path: wire.save(path, request), 60.0)
                if end.how != "done" or not end.reply:
                    raise SystemExit(f"{level}: the job {end.how}: {end.output}")
                if number:  # the first one waits for the worker's imports
                    times[level].append(time.perf_counter() - begin)
            times["a bare fork of this process"].append(bare)
        for name, each in times.items():
            found = f" (here: {workers[name].protection.level})" if name in workers else ""
            print(f"{name + found:<40}{1000 * statistics.median(each):7.1f} ms")
    finally:
        for worker in workers.values():
            worker.close()


def _request(course: Course) -> dict:
    exercise = course.exercises["2.1"]
    cases = load_check(course, exercise).cases(Draw(7, exercise.id))
    return {
        "submission": str(course.solutions), "readable": [], "hidden": [], "exercise": exercise.id, "probe": "probe",
        "cases": [case.inputs for case in cases], "seed": 7, "threads": 1, "seconds": 10.0, "mark": "benchmark",
    }  # fmt: skip


def _bare_fork() -> float:
    begin = time.perf_counter()
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
