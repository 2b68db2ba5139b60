"""`python -m coursekit.worker fork|share COURSE STAGES JUDGE LEVEL [FOLDER STDIN STDOUT]`: warm up, then run the jobs whose
paths come in on standard input, one line each. The last three are of a second worker that it becomes too, once it is warm.

On Linux each job runs in a fork of this process, which itself never runs a student's code; so an exercise starts at
once and leaves nothing behind, and it is shut in as well as the machine allows (at most at LEVEL). Elsewhere forking is
not safe (macOS) or not there (Windows): jobs run in this process, and what they may have changed is put back. When the
judge is gone, however it went, the worker goes too, with the job at hand.
"""

import contextlib
import gc
import importlib
import os
import select
import shutil
import sys
import threading
import traceback
from pathlib import Path

from ..course import Course, Stage
from ..files import written_aside
from ..job_files import BEGUN, DONE, GOES, PROTECTION
from ..leftovers import worker_prefix
from ..sandbox.levels import NAMESPACES, NONE, Protection, find_protection
from .importer import Wall
from .spare_time import SpareTime, settle

# Imported before the first job, so that a fork starts with them.
ALWAYS = ["torch.nn.functional", "torch.utils.data", "torch.optim"]
# What torch imports when an optimiser is made, in two steps: before the first job where the first stage has one, else when
# there is time. A job that comes before imports it itself, which takes it a second.
OF_OPTIMISERS = ["torch.fx.experimental.symbolic_shapes", "torch._dynamo"]


def main() -> None:
    forking, course, judge, level = sys.argv[1] == "fork", Course(Path(sys.argv[2])), int(sys.argv[4]), sys.argv[5]
    folder, twin = Path.cwd(), _twin(sys.argv[6:])
    if not folder.name.startswith(worker_prefix(course.name)):
        sys.exit(
            "A worker removes the folder that it runs in. The judge makes one and starts it there: do not start it here."
        )
    protection = _protection(course, level if forking else NONE, parts=twin is not None)
    for each in [folder] + ([twin.folder] if twin else []):
        with written_aside(each / PROTECTION) as aside:
            protection.write(aside)
    modules = _warm_up(course, set(map(int, sys.argv[3].split(","))), all_now=twin is not None)
    if twin and protection.level == NAMESPACES:
        folder = twin.part()
    elif twin:
        twin.leave()
    spare_time = SpareTime(modules, forking and not twin)
    if forking:
        from .shut_in import Door

        door = Door(course, protection)
        run = lambda job: _fork(course, job, door, spare_time)  # noqa: E731
    else:
        threading.Thread(target=_end_with, args=(judge, folder), daemon=True).start()
        run = lambda job: _run_here(course, job)  # noqa: E731
    while True:
        if spare_time.after is not None and not (forking and _job_comes(spare_time.after)):
            spare_time.use(is_over=lambda: forking and _job_comes(0))
        line = sys.stdin.readline()
        if not line:
            break
        job = Path(line.rstrip("\n"))
        status, begun = run(job)
        # The sentinel tells the judge that all that the job printed has arrived.
        os.write(1, f"\n{job.name}\n".encode())
        with written_aside(job / DONE) as aside:
            aside.write_text(f"{status} {BEGUN if begun else ''}", encoding="utf-8")
        if status == GOES:
            os._exit(0)
    shutil.rmtree(folder, ignore_errors=True)


def _twin(arguments: list[str]):
    """Where a second worker is to be; None if there is to be none."""
    if not arguments:
        return None
    from .pair import Twin

    return Twin(Path(arguments[0]), *map(int, arguments[1:]))


def _protection(course: Course, most: str, parts: bool) -> Protection:
    """How well jobs will be shut in; where there are namespaces this process is in its own from here on, unless it parts."""
    if most == NONE:
        return find_protection(None, NONE)
    from ..sandbox import linux, namespaces
    from .shut_in import room_of_worker

    protection = find_protection(room_of_worker(course), most)
    if protection.level == NAMESPACES:
        if not parts:
            namespaces.move_in()
    else:  # so that the judge can find every orphan among the descendants
        linux.prctl(linux.PR_SET_CHILD_SUBREAPER, 1)
    return protection


def _warm_up(course: Course, numbers: set[int], all_now: bool) -> list[str]:
    """Import what the stages of these numbers need; return the modules that can wait until there is time, if they may."""
    gc.disable()  # all of this stays: to look for garbage meanwhile takes an eighth of the time
    stages = [stage for stage in course.stages if stage.number in numbers]
    with_optimiser = [stage for stage in stages if _makes_optimiser(course, stage)]
    now = OF_OPTIMISERS if all_now or with_optimiser[:1] == stages[:1] else []
    for name in dict.fromkeys([*ALWAYS, *now, *course.preload, *(name for stage in stages for name in stage.preload)]):
        importlib.import_module(name)
    for name in ("coursekit.wire", "coursekit.worker.job"):
        importlib.import_module(name)
    for stage in stages:
        for exercise in course.of_stage(stage.number):
            with contextlib.suppress(Exception):  # the jobs that need it say what is wrong with it
                course.probe(exercise)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, Wall(course))
    settle()
    return [*OF_OPTIMISERS] if with_optimiser and not now else []


def _makes_optimiser(course: Course, stage: Stage) -> bool:
    """Whether a stage's file as it was handed out, or a probe of it, names torch.optim; a wrong guess costs time alone."""
    paths = [course.pristine / stage.file, *(course.folder / "probes" / stage.folder).glob("*.py")]
    return any(path.is_file() and b"optim." in path.read_bytes() for path in paths)


def _job_comes(seconds: float) -> bool:
    """Whether there is a job, or the judge is gone, within so many seconds."""
    return bool(select.select([sys.stdin], [], [], seconds)[0])


def _fork(course: Course, job: Path, door, spare_time: SpareTime) -> tuple[int, bool]:
    """Run the job in a child; return 0, or minus the number of the signal that ended it, and whether it had begun.

    Beside it, if it takes long enough, one of the steps is done that could wait.
    """
    from .. import wire
    from .channel import Channel
    from .init import fork_job
    from .job import run_job
    from .limits import end_orphans, is_running_after, wait_for

    channel, alone = Channel(job), door.protection.level == NAMESPACES
    door.before_fork()
    child = os.fork()
    if child:
        channel.close()
        if spare_time.after is not None and is_running_after(child, spare_time.after):
            spare_time.use(is_over=lambda: not is_running_after(child, 0))
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
