"""Starts, feeds and kills the worker process."""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

from ..course import ENGINE, IMPORT_SECONDS, Course, CourseError
from ..worker.landlock import landlock_version
from .integrity import OwnFiles
from .text import plain

WARM_UP_SECONDS = 120.0
MAX_OUTPUT = 20_000  # bytes of a job's prints that are kept
CAN_FORK = sys.platform == "linux"


@dataclass
class JobEnd:
    """How a job ended: `how` is "done", "died", "timed_out" or "import_timed_out"."""

    how: str
    signal: int  # the number of the signal that ended it, or 0
    output: str  # what it printed, capped


class WorkerProcess:
    """One warm worker. It is started at once and used as soon as it is ready; `run` replaces it if it was lost.

    Args:
        course: whose probes it runs.
        stages: the stages that it should warm up for; None for all.
        hidden_variables: environment variables that it must not see.
        fork: whether each job gets a fork of it.
    """

    def __init__(
        self,
        course: Course,
        stages: list[int] | None = None,
        hidden_variables: Iterable[str] = (),
        fork: bool = CAN_FORK,
    ) -> None:
        self.course = course
        self.stages = stages or [stage.number for stage in course.stages]
        self.hidden_variables = {"PYTEST_CURRENT_TEST", "PYTHONPATH", *hidden_variables}
        self.fork = fork
        self.confined = fork and bool(landlock_version())  # else files are put back afterwards
        self.own_files = None if self.confined else OwnFiles(course)
        self.folder = Path(tempfile.mkdtemp(prefix=f"{course.name}-worker-"))
        self.start()

    def start(self) -> None:
        """Start the process; it warms up while the judge goes on."""
        stages = ",".join(map(str, self.stages))
        environment = {name: value for name, value in os.environ.items() if name not in self.hidden_variables}
        # Grading is on the CPU: the same on every machine, and CUDA does not survive a fork.
        environment |= {"CUDA_VISIBLE_DEVICES": "", "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}
        # The same engine and course as the judge's, whatever else is installed here.
        environment["PYTHONPATH"] = os.pathsep.join(map(str, [ENGINE.parent, self.course.root]))
        environment |= {"OMP_WAIT_POLICY": "PASSIVE"}  # threads that wait by spinning crawl on a busy machine
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "coursekit.worker", "fork" if self.fork else "share",
             str(self.course.folder), stages, str(os.getpid())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self.folder, env=environment, start_new_session=True,
        )  # fmt: skip
        self.ready = False
        self.output = bytearray()
        self.output_arrived = threading.Condition()
        threading.Thread(target=self._read_output, args=(self.process, self.output), daemon=True).start()

    def run(self, request_file, seconds: float) -> tuple[JobEnd, Path]:
        """Run one job.

        Args:
            request_file: writes the request to the path that it is called with.
            seconds: time limit, counted from when the stage file is imported; the import has a limit of its own.

        Returns:
            How it ended, and the job's folder, where the reply may lie.

        Raises:
            CourseError: nothing of the student's was run, because a probe is missing say.
        """
        if self.process.poll() is not None:
            self.start()
        job = self.folder / secrets.token_hex(8)
        job.mkdir()
        request_file(job / "request")
        if self.own_files:
            self.own_files.remember()
        with self.output_arrived:
            self.output.clear()
        with contextlib.suppress(OSError):  # a worker that died meanwhile is noticed below
            self.process.stdin.write(f"{job}\n".encode())
            self.process.stdin.flush()
        how = self._wait(job, seconds)
        signal = self._read_status(job) if how == "done" else 0
        if how != "done" or not self.fork:
            self._settle(how)
        self._kill_descendants()
        self._await_worker(job)
        if self.own_files:
            self.own_files.restore()
        output = self._take_output(job, complete=how == "done")
        if not (job / "scratch").exists() and not (job / "reply").exists():
            why = plain(output, MAX_OUTPUT).strip() or f"the worker {how.replace('_', ' ')}"
            raise CourseError(f"no code could be run: {why.splitlines()[-1]}") from RuntimeError(why)
        return JobEnd("died" if signal else how, -signal, output), job

    def close(self) -> None:
        """Kill the worker with all its descendants, and remove its folder."""
        self._kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self, job: Path, seconds: float) -> str:
        deadline = time.monotonic() + IMPORT_SECONDS + (0 if self.ready else WARM_UP_SECONDS)
        imported, pause = False, 0.001
        while not (job / "done").exists():
            if self.process.poll() is not None:
                return "died"
            if not self.ready and (job / "scratch").exists():
                self.ready, deadline = True, time.monotonic() + IMPORT_SECONDS
            if not imported and (job / "imported").exists():
                imported, deadline = True, time.monotonic() + seconds
            if time.monotonic() > deadline:
                return "timed_out" if imported else "import_timed_out"
            time.sleep(pause)
            pause = min(pause * 1.2, 0.02)
        self.ready = True
        return "done"

    def _settle(self, how: str) -> None:
        """After a job that did not end by itself: a forking worker lost only its child, another is killed."""
        if how != "done" and (not self.fork or self.process.poll() is not None):
            self._kill()

    def _await_worker(self, job: Path) -> None:
        """After a forked job was killed, wait until the worker has noticed, so that the next job finds it idle."""
        end = time.monotonic() + 2
        while self.fork and self.process.poll() is None and not (job / "done").exists() and time.monotonic() < end:
            time.sleep(0.002)

    def _read_status(self, job: Path) -> int:
        try:
            return int((job / "done").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return 0

    def _kill(self) -> None:
        self._kill_descendants()
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        self._kill_descendants()
        self.ready = False

    def _kill_descendants(self) -> None:
        """Kill every process that the worker has below it; on Linux it has adopted those that tried to get away."""
        while True:
            try:
                children = psutil.Process(self.process.pid).children(recursive=True)
            except psutil.NoSuchProcess:
                return
            alive = [child for child in children if child.status() != psutil.STATUS_ZOMBIE]
            if not alive:
                return
            for child in alive:
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()
            psutil.wait_procs(alive, timeout=1)

    def _read_output(self, process: subprocess.Popen, output: bytearray) -> None:
        """Read all that the worker prints, in a thread, so that no amount of it can block or fill anything."""
        while chunk := os.read(process.stdout.fileno(), 65536):
            with self.output_arrived:
                output += chunk
                if len(output) > 3 * MAX_OUTPUT:  # keep the beginning, and the end for the sentinel
                    del output[MAX_OUTPUT:-MAX_OUTPUT]
                self.output_arrived.notify_all()

    def _take_output(self, job: Path, complete: bool) -> str:
        sentinel = f"\n{job.name}\n".encode()
        with self.output_arrived:
            if complete:
                self.output_arrived.wait_for(lambda: sentinel in self.output, timeout=1)
            data = bytes(self.output).split(sentinel)[0]
        text = data[:MAX_OUTPUT].decode("utf-8", errors="replace").replace("\r", "\n")
        return text + (f"\n… ({len(data)} bytes or more in all)" if len(data) > MAX_OUTPUT else "")
