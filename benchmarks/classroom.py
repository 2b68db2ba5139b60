"""What a class costs: `python benchmarks/classroom.py [--copies 6] [--many 500] [--course grader]`.

1. One copy of the solutions in a warm slot, beside the pure compute of its checks and of the plots for its page. Pure is what
   nobody could save: the probes' calls of the student's code, and all that the judge computes itself, in one process that has
   imported everything, without a fork, a jail, a file or a byte between processes. Taken in turn; medians, in seconds on the
   clock and of processors.
2. The same copies by one job and by two: seconds on the clock, once warm. On an idle machine two take nearly half.
3. The memory of all processes between two submissions, at the beginning and at the end of many.

`--course tests/kit/course/words` does it with the tiny course, in a minute. MNIST is used if DIGITS_DATA names it.
"""

import argparse
import contextlib
import importlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# As the worker's environment: threads that wait by spinning would count as compute.
os.environ |= {"MPLBACKEND": "Agg", "OMP_WAIT_POLICY": "PASSIVE", "CUDA_VISIBLE_DEVICES": ""}

from coursekit import wire  # noqa: E402
from coursekit.classroom.pool import Pool  # noqa: E402
from coursekit.classroom.store import hash_of_code  # noqa: E402
from coursekit.classroom.task import Slot  # noqa: E402
from coursekit.course import Course  # noqa: E402
from coursekit.data import Data  # noqa: E402
from coursekit.judge.process import JobEnd  # noqa: E402
from coursekit.judge.run import Run  # noqa: E402
from coursekit.sandbox.levels import NAMESPACES, Protection  # noqa: E402
from coursekit.worker.state import preserved_state  # noqa: E402

SEED, TARGET = 7, 1.3


class NoWorker:
    """Stands in for the worker: calls the probes right here, and keeps account of what is not their calls.

    Attributes:
        besides: [seconds on the clock, seconds of processors] of all that is neither a call nor the judge's own.
    """

    def __init__(self, course: Course, folder: Path) -> None:
        self.course, self.folder, self.besides = course, folder, [0.0, 0.0]
        self.protection = Protection(NAMESPACES)

    def run(self, request_file, seconds: float) -> JobEnd:
        import torch

        begin, calls = _clocks(), [0.0, 0.0]
        request_file(self.folder / "request")
        request = wire.load(self.folder / "request")
        exercise = self.course.exercises[request["exercise"]]
        module = importlib.import_module(exercise.file.removesuffix(".py"))
        probe = getattr(self.course.probe(exercise), request["probe"])
        reply = {"where": None, "import_error": None, "missing": None, "findings": [], "replies": []}
        reply |= {"because": "", "left_out": None, "unread": "", "notes": []}
        with preserved_state(), contextlib.chdir(self.folder):  # where probes leave files
            torch.set_num_threads(request["threads"])
            for number, case in enumerate(request["cases"]):
                torch.manual_seed(request["seed"] + number)
                called = _clocks()
                value = probe(module, case)
                calls = [sum(each) for each in zip(calls, _since(called), strict=True)]
                reply["replies"].append({"value": value, "error": None})
        data = wire.dumps(reply)
        spent = [all_of_it - of_calls for all_of_it, of_calls in zip(_since(begin), calls, strict=True)]
        self.besides = [sum(each) for each in zip(self.besides, spent, strict=True)]
        return JobEnd("done", 0, "", "", data)


def _clocks() -> list[float]:
    return [time.perf_counter(), time.process_time()]


def _since(begin: list[float]) -> list[float]:
    return [now - then for now, then in zip(_clocks(), begin, strict=True)]


def pure(course: Course, data: Data) -> list[float]:
    """The pure compute of one grading of the solutions: seconds on the clock, and of processors."""
    with tempfile.TemporaryDirectory() as folder, quiet():
        worker = NoWorker(course, Path(folder))
        begin = _clocks()
        report = Run(course, course.solutions, worker, data, SEED, collects=True).grade()
        spent = _since(begin)
    if report.score < course.max_score:
        left = {id: result.message for id, result in report.results.items() if result.status != "passed"}
        raise SystemExit(f"The solutions do not pass without a worker: {left}")
    return [all_of_it - besides for all_of_it, besides in zip(spent, worker.besides, strict=True)]


@contextlib.contextmanager
def quiet():
    """What is printed meanwhile, by whatever way, is not seen."""
    sys.stdout.flush()
    screen = os.dup(1)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        os.dup2(nowhere.fileno(), 1)
    try:
        yield
    finally:
        sys.stdout.flush()
        os.dup2(screen, 1)
        os.close(screen)


def in_slot(slot: Slot, files: dict[str, bytes]) -> list[float]:
    """One grading of the solutions in a warm slot: seconds on the clock, and of the processors of all its processes; bytes."""
    clock, processors = time.perf_counter(), _processors_of_all()
    row = slot.grade(files, SEED)
    if row["error"] or row["report"]["score"] < slot.course.max_score:
        raise SystemExit(f"The solutions do not pass: {row['error'] or row['summary']}")
    return [time.perf_counter() - clock, _processors_of_all() - processors, len(json.dumps(row))]


def _tree() -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def _processors_of_all() -> float:
    """The processors' seconds of this process and all below it, those that have ended too."""
    total = 0.0
    for process in _tree():
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
            total += times.children_user + times.children_system if process.pid != os.getpid() else 0.0
    return total


def memory() -> float:
    """MiB of all processes together; pages that they share are counted once (or as often as they are there, without PSS)."""
    total = 0
    for process in _tree():
        with contextlib.suppress(psutil.Error):
            full = process.memory_full_info()
            total += getattr(full, "pss", full.rss)
    return total / 2**20


def costs(course: Course, data: Data, files: dict[str, bytes], copies: int) -> None:
    sys.path.append(str(course.solutions))
    slot = Slot(course, data.root)
    try:
        pure(course, data), in_slot(slot, files)  # warm
        rounds = [(pure(course, data), in_slot(slot, files)) for _ in range(copies)]
    finally:
        slot.close()
    print(f"\n1. One copy of the solutions, warm; median of {copies}:")
    for what, number in (("on the clock", 0), ("of processors", 1)):
        bare, whole = (statistics.median(each[kind][number] for each in rounds) for kind in (0, 1))
        print(f"   {what:<14} pure {bare:6.2f} s   in a slot {whole:6.2f} s   {whole / bare:5.2f} x (target: {TARGET})")
    size = statistics.median(whole[2] for _, whole in rounds)
    print(f"   {size / 1024:.0f} KiB come back, as JSON")
    on_paper(whole, size)


def on_paper(seconds: float, size: float) -> None:
    """What many submissions would take, at this cost of one.

    Args:
        seconds: of a processor.
        size: bytes of a row.
    """
    print("\n   submissions   core-hours   on 2 cores   on 64 cores   on 1,000 cores   come back")
    for number in (40, 10_000, 1_000_000):
        hours = number * seconds / 3600
        parts = "   ".join(f"{hours / cores:>{width},.1f} h" for cores, width in ((2, 8), (64, 9), (1000, 12)))
        print(f"   {number:>11,}   {hours:>10,.1f}   {parts}   {number * size / 2**30:>7.2f} GiB")


def side_by_side(course: Course, data: Data, files: dict[str, bytes], copies: int) -> None:
    print(f"\n2. {copies} copies, warm:")
    first = 0.0
    for jobs in (1, 2):
        with Pool(course, jobs, data.root, NAMESPACES, hash_of_code(course)) as pool:
            list(pool.grade((None, files, SEED) for _ in range(jobs)))
            begin = time.perf_counter()
            list(pool.grade((None, files, SEED) for _ in range(copies)))
            seconds = time.perf_counter() - begin
        first = first or seconds
        print(f"   {jobs} job{'s' if jobs > 1 else ' '}  {seconds:7.1f} s   {seconds / first:4.0%}")


def flat(course: Course, data: Data, files: dict[str, bytes], many: int) -> None:
    found = []
    with Pool(course, 1, data.root, NAMESPACES, hash_of_code(course)) as pool:
        for _ in pool.grade((None, files, SEED) for _ in range(many)):
            found.append(memory())
    quarter = max(1, many // 4)
    print(f"\n3. Memory of all processes between two of {many} submissions, one job:")
    print(f"   {', '.join(f'{each:.0f}' for each in found[:: max(1, many // 10)])} MiB")
    first, last = statistics.median(found[1 : 1 + quarter] or found), statistics.median(found[-quarter:])
    print(
        f"   first quarter {first:.0f} MiB, last quarter {last:.0f} MiB: {last - first:+.1f}; at most {max(found):.0f} MiB"
    )


def machine() -> str:
    """What this is measured on, in words."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{model}, {os.cpu_count()} cores{load}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=6, help="of the solutions (default: %(default)s)")
    parser.add_argument(
        "--many", type=int, default=12, help="submissions while memory is watched (default: %(default)s)"
    )
    parser.add_argument("--course", type=Path, default=ROOT / "grader", help="its folder (default: %(default)s)")
    parser.add_argument("--only", choices="123", help="one of the three measures")
    arguments = parser.parse_args()
    course = Course(arguments.course)
    data = Data(course)
    files = {name: (course.solutions / name).read_bytes() for name in course.stage_files}
    sys.stdout.reconfigure(line_buffering=True)
    print(f"{course.name}, data: {data.root and data.name or 'none'}; {machine()}")
    measures = {"1": (costs, arguments.copies), "2": (side_by_side, arguments.copies), "3": (flat, arguments.many)}
    for name, (measure, number) in measures.items():
        if arguments.only in (None, name):
            measure(course, data, files, number)


if __name__ == "__main__":
    main()
