"""`python -m coursekit.worker fork|share COURSE STAGES JUDGE LEVEL`: warm up, then run the jobs whose paths come in on
standard input, one line each.

On Linux each job runs in a fork of this process, which itself never runs a student's code; so an exercise starts at
once and leaves nothing behind, and it is shut in as well as the machine allows (at most at LEVEL). Elsewhere forking is
not safe (macOS) or not there (Windows): jobs run in this process, and what they may have changed is put back. When the
judge is gone, however it went, the worker goes too, with the job at hand.
"""

import contextlib
import gc
import importlib
import os
import shutil
import sys
import threading
import traceback
from pathlib import Path

from ..course import Course
from ..files import written_aside
from ..job_files import BEGUN, DONE, GOES, PROTECTION
from ..sandbox.levels import NAMESPACES, NONE, Protection, find_protection
from .importer import Wall

# Imported before the first job, so that a fork starts with them. torch's optimisers would import _dynamo when used.
ALWAYS = ["torch._dynamo", "torch.nn.functional", "torch.utils.data", "torch.optim"]


def main() -> None:
    forking, course, judge, level = sys.argv[1] == "fork", Course(Path(sys.argv[2])), int(sys.argv[4]), sys.argv[5]
    folder = Path.cwd()
    protection = _protection(course, level if forking else NONE)
    with written_aside(folder / PROTECTION) as aside:
        protection.write(aside)
    _warm_up(course, set(map(int, sys.argv[3].split(","))))
    if forking:
        from .shut_in import Door

        door = Door(course, protection)
        run = lambda job: _fork(course, job, door)  # noqa: E731
    else:
        threading.Thread(target=_end_with, args=(judge, folder), daemon=True).start()
        run = lambda job: _run_here(course, job)  # noqa: E731
    for line in sys.stdin:
        job = Path(line.rstrip("\n"))
        status, begun = run(job)
        # The sentinel tells the judge that all that the job printed has arrived.
        os.write(1, f"\n{job.name}\n".encode())
        with written_aside(job / DONE) as aside:
            aside.write_text(f"{status} {BEGUN if begun else ''}", encoding="utf-8")
        if status == GOES:
            os._exit(0)
    shutil.rmtree(folder, ignore_errors=True)


def _protection(course: Course, most: str) -> Protection:
    """How well jobs will be shut in; where there are namespaces this process is in its own from here on."""
    if most == NONE:
        return find_protection(None, NONE)
    from ..sandbox import linux, namespaces
    from .shut_in import room_of_worker

    protection = find_protection(room_of_worker(course), most)
    if protection.level == NAMESPACES:
        namespaces.move_in()
    else:  # so that the judge can find every orphan among the descendants
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    return protection


def _warm_up(course: Course, numbers: set[int]) -> None:
    gc.disable()  # all of this stays: to look for garbage meanwhile takes an eighth of the time
    stages = [stage for stage in course.stages if stage.number in numbers]
    for name in dict.fromkeys([*ALWAYS, *course.preload, *(name for stage in stages for name in stage.preload)]):
        importlib.import_module(name)
    importlib.import_module("coursekit.worker.job")
    for stage in stages:
        for exercise in course.of_stage(stage.number):
            with contextlib.suppress(Exception):  # the jobs that need it say what is wrong with it
                course.probe(exercise)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, Wall(course))
    gc.freeze()  # and to look through it in a fork would copy it
    gc.enable()


def _fork(course: Course, job: Path, door) -> tuple[int, bool]:
    """Run the job in a child; return 0, or minus the number of the signal that ended it, and whether it had begun."""
    from .. import wire
    from .channel import Channel
    from .init import fork_job
    from .job import run_job
    from .limits import end_orphans, wait_for

    channel, alone = Channel(job), door.protection.level == NAMESPACES
    door.before_fork()
    child = os.fork()
    if child:
        channel.close()
        status = wait_for(child, _leave)
        if not alone:  # where there are namespaces the kernel has done it
            end_orphans()
        return -abs(status) if alone else min(0, status), channel.has_begun()
    try:
        request = wire.load(job / "request")
        scratch = door.enter(job, request, channel)
        if alone:
            fork_job()
        run_job(course, scratch, request, channel)
    except BaseException:
        if not channel.steps:  # the grader's own fault: nothing of the student's was run
            traceback.print_exc()
            sys.stderr.flush()
    finally:
        os._exit(0)  # no clean-up of a student's making: no atexit, no waiting for threads


def _leave() -> None:
    """The judge is gone: end all jobs, and this process."""
    from ..processes import kill_descendants

    if os.getpid() != 1:  # of process 1 the kernel kills all descendants
        kill_descendants(os.getpid())
    shutil.rmtree(Path.cwd(), ignore_errors=True)
    os._exit(0)


def _end_with(judge: int, folder: Path) -> None:
    """Wait for the judge's end, and end this process, also in the middle of a job."""
    import psutil

    with contextlib.suppress(psutil.Error):
        psutil.Process(judge).wait()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _run_here(course: Course, job: Path) -> tuple[int | str, bool]:
    """Run the job in this process; return 0, or GOES if it left threads that nothing but its end stops, and that it began."""
    from .. import wire
    from .channel import Channel
    from .job import run_job
    from .state import preserved_state

    channel, scratch, threads = Channel(job), job / "scratch", threading.active_count()
    scratch.mkdir()
    with preserved_state():
        run_job(course, scratch, wire.load(job / "request"), channel)
    channel.close()
    return GOES if threading.active_count() > threads else 0, channel.has_begun()


if __name__ == "__main__":
    main()
