"""`python -m coursekit.worker fork|share COURSE STAGES JUDGE`: warm up, then run the jobs whose paths come in on standard input, one line each.

On Linux each job runs in a fork of this process, which itself never runs a student's code; so an exercise starts at
once and leaves nothing behind. Elsewhere forking is not safe (macOS) or not there (Windows): jobs run in this process,
and what they may have changed is put back. When the judge is gone, however it went, the worker goes too, with the job
at hand.
"""

import contextlib
import importlib
import os
import shutil
import sys
import threading
import traceback
from pathlib import Path

import psutil

from .. import wire
from ..course import Course
from ..files import written_aside
from .importer import Wall
from .job import run_job

# Imported before the first job, so that a fork starts with them. torch's optimisers would import _dynamo when used.
ALWAYS = ["torch._dynamo", "torch.nn.functional", "torch.utils.data", "torch.optim"]


def main() -> None:
    forking, course, judge = sys.argv[1] == "fork", Course(Path(sys.argv[2])), int(sys.argv[4])
    numbers, folder = set(map(int, sys.argv[3].split(","))), Path.cwd()
    stages = [stage for stage in course.stages if stage.number in numbers]
    for name in dict.fromkeys([*ALWAYS, *(name for stage in stages for name in stage.preload)]):
        importlib.import_module(name)
    for stage in stages:
        for exercise in course.of_stage(stage.number):
            with contextlib.suppress(Exception):  # the jobs that need it say what is wrong with it
                course.probe(exercise)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, Wall(course))
    if not forking:
        threading.Thread(target=_end_with, args=(judge, folder), daemon=True).start()
    for line in sys.stdin:
        job = Path(line.rstrip("\n"))
        status = _fork(course, job) if forking else _run_here(course, job)
        # The sentinel tells the judge that all that the job printed has arrived.
        os.write(1, f"\n{job.name}\n".encode())
        with written_aside(job / "done") as aside:
            aside.write_text(str(status), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)


def _fork(course: Course, job: Path) -> int:
    """Run the job in a child; return 0, or minus the number of the signal that ended it."""
    child = os.fork()
    if child:
        from .limits import wait_for

        return wait_for(child)
    try:
        from .limits import enter_child

        request = wire.load(job / "request")
        enter_child(job, request["submission"], request["hidden"])
        run_job(course, job, request)
    except BaseException:
        if not (job / "scratch").exists():  # the grader's own fault: nothing of the student's was run
            traceback.print_exc()
    finally:
        os._exit(0)  # no clean-up of a student's making: no atexit, no waiting for threads


def _end_with(judge: int, folder: Path) -> None:
    """Wait for the judge's end, and end this process, also in the middle of a job."""
    with contextlib.suppress(psutil.Error):
        psutil.Process(judge).wait()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _run_here(course: Course, job: Path) -> int:
    from .state import preserved_state

    with preserved_state():
        run_job(course, job, wire.load(job / "request"))
    return 0


if __name__ == "__main__":
    if sys.platform == "linux":
        from .limits import adopt_orphans

        adopt_orphans()
    main()
