"""`python -m grader.worker fork|share STAGES JUDGE`: warm up, then run the jobs whose paths come in on standard input, one line each.

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
from pathlib import Path

import psutil

from .. import wire
from .job import run_job

# Imported before the first job, so that a fork starts with them. torch's optimisers would import _dynamo when used.
ALWAYS = ["torch._dynamo", "torch.nn.functional", "torch.utils.data", "torch.optim"]
FOR_STAGES = {1: ["torchvision", "matplotlib.backends.backend_agg", "matplotlib.pyplot"]}


def main() -> None:
    forking, stages = sys.argv[1] == "fork", [int(stage) for stage in sys.argv[2].split(",")]
    folder, judge = Path.cwd(), int(sys.argv[3])
    for name in ALWAYS + [name for stage in stages for name in FOR_STAGES.get(stage, [])]:
        importlib.import_module(name)
    importlib.import_module("grader.worker.probes")
    sys.dont_write_bytecode = True
    _hide_the_judge()
    if not forking:
        threading.Thread(target=_end_with, args=(judge, folder), daemon=True).start()
    for line in sys.stdin:
        job = Path(line.rstrip("\n"))
        status = _fork(job) if forking else _run_here(job)
        # The sentinel tells the judge that all that the job printed has arrived.
        os.write(1, f"\n{job.name}\n".encode())
        (job / "done.part").write_text(str(status), encoding="utf-8")
        (job / "done.part").replace(job / "done")
    shutil.rmtree(folder, ignore_errors=True)


def _hide_the_judge() -> None:
    """Let no submission import what computes the right answers."""
    for name in ["judge", "simulate", "conftest", "plugin", "report"]:
        sys.modules[f"grader.{name}"] = None


def _fork(job: Path) -> int:
    """Run the job in a child; return 0, or minus the number of the signal that ended it."""
    child = os.fork()
    if child:
        from .limits import wait_for

        return wait_for(child)
    try:
        from .limits import enter_child

        request = wire.load(job / "request")
        enter_child(job, request["submission"], request["hidden"])
        run_job(job, request)
    finally:
        os._exit(0)  # no clean-up of a student's making: no atexit, no waiting for threads


def _end_with(judge: int, folder: Path) -> None:
    """Wait for the judge's end, and end this process, also in the middle of a job."""
    with contextlib.suppress(psutil.Error):
        psutil.Process(judge).wait()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _run_here(job: Path) -> int:
    from .state import preserved_state

    with preserved_state():
        run_job(job, wire.load(job / "request"))
    return 0


if __name__ == "__main__":
    if sys.platform == "linux":
        from .limits import adopt_orphans

        adopt_orphans()
    main()
