"""Starts, feeds and kills the worker process."""

import contextlib
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..course import ENGINE, IMPORT_SECONDS, Course, CourseError
from ..files import read_regular, remove_folder
from ..job_files import BEGUN, DONE, GOES, IMPORTED, PROGRESS, PROTECTION, REPLY
from ..leftovers import make_held_folder, release, worker_prefix
from ..processes import children, descendants, kill_descendants, resident, starved
from ..sandbox.levels import NAMESPACES, NONE, Protection
from .deadline import Deadline
from .integrity import OwnFiles
from .text import plain

WARM_UP_SECONDS, SETTLE_SECONDS = 120.0, 30.0
MAX_OUTPUT = 20_000  # bytes of a job's prints that are kept
CAN_FORK = sys.platform == "linux"
MAX_REPLY, MAX_PROGRESS = 64 * 2**20, 100_000  # bytes that are read of what a job wrote
MOST_MEMORY, MOST_PROCESSES = 4 * 2**30, 100  # of all processes of a job together, in bytes beyond the warm worker's
BETWEEN_MEASUREMENTS = 0.1  # seconds
HARMLESS = {"PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "USER", "LOGNAME", "TERM", "COLUMNS", "LD_LIBRARY_PATH"}
HARMLESS_STARTS = ("LC_", "OMP_", "MKL_", "KMP_", "OPENBLAS_", "TORCH_", "PYTHON", "MPL", "XDG_CACHE_", "FONTCONFIG_")
# glibc may hand large pieces back to the system as soon as they are free, and training a small net then waits for them to be
# cleared and handed out anew. Other systems do not read these. Source: the manual page mallopt(3).
KEEPS_MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(2**30), "MALLOC_TRIM_THRESHOLD_": str(2**30)}


@dataclass
class JobEnd:
    """How a job ended.

    Attributes:
        how: "done", "died", "timed_out", "import_timed_out", "too_much_memory" or "too_many_processes".
        signal: the number of the signal that ended it, or 0.
        output: what it printed, capped.
        where: a traceback of where it was when its time was nearly up, or "".
        reply: what came back, as `wire.loads` takes it; b"" for nothing, or too much.
        seconds: from its beginning to its end, the import of the stage files included, on the judge's clock.
    """

    how: str
    signal: int
    output: str
    where: str
    reply: bytes
    seconds: float = 0.0


class WorkerProcess:
    """One warm worker. It is started at once and used as soon as it is ready; `run` replaces it if it was lost.

    Args:
        course: whose probes it runs.
        stages: the stages that it should warm up for; None for all.
        hidden_variables: environment variables that it must not see.
        fork: whether each job gets a fork of it.
        sandbox: the best level at which jobs are shut in; what it came to is `protection`.
    """

    def __init__(
        self,
        course: Course,
        stages: list[int] | None = None,
        hidden_variables: Iterable[str] = (),
        fork: bool = CAN_FORK,
        sandbox: str = NAMESPACES,
    ) -> None:
        self.course = course
        self.stages = stages or [stage.number for stage in course.stages]
        self.hidden_variables = {"PYTEST_CURRENT_TEST", "PYTHONPATH", *hidden_variables}
        self.fork, self.sandbox = fork, sandbox
        self.own_files: OwnFiles | None = None
        self.closed = False  # what was ended on purpose is not replaced
        self.folder, self._held = make_held_folder(worker_prefix(course.name))
        self.start()

    def start(self) -> None:
        """Start the process; it warms up while the judge goes on."""
        self.folder.chmod(0o700)
        (self.folder / PROTECTION).unlink(missing_ok=True)
        self.process = self._new_process()
        self.ready = False
        self.output = bytearray()
        self.output_arrived = threading.Condition()
        self._begun = 0.0  # when the job at hand did
        self._reader = threading.Thread(target=self._read_output, args=(self.process, self.output), daemon=True)
        self._reader.start()

    def _new_process(self, *more: str, descriptors: tuple[int, ...] = ()):
        """Start it, with more arguments, and with descriptors that it is to have."""
        stages = ",".join(map(str, self.stages))
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "coursekit.worker", "fork" if self.fork else "share",
             str(self.course.folder), stages, str(os.getpid()), self.sandbox, *more],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, pass_fds=descriptors,
            cwd=self.folder, env=self._environment(), start_new_session=True,
        )  # fmt: skip

    @property
    def protection(self) -> Protection:
        """How well it shuts a submission in; waits until that is known.

        Raises:
            CourseError: the worker could not be started.
        """
        end = time.monotonic() + WARM_UP_SECONDS
        while not (self.folder / PROTECTION).exists():
            if self.process.poll() is not None or time.monotonic() > end:
                raise _not_run(self._take_output("", complete=False) or "the worker did not start")
            time.sleep(0.005)
        return Protection.read(self.folder / PROTECTION)

    def run(self, request_file, seconds: float) -> JobEnd:
        """Run one job.

        Args:
            request_file: writes the request to the path that it is called with.
            seconds: time limit, counted from when the stage file is imported; the import has a limit of its own.

        Raises:
            CourseError: nothing of the student's was run, because a probe is missing say.
        """
        if self.process.poll() is not None and not self.closed:
            self.start()
        if self.protection.level == NONE:
            self.own_files = self.own_files or OwnFiles(self.course)
            self.own_files.remember()
        job = self.folder / secrets.token_hex(8)
        job.mkdir(mode=0o700)
        try:
            return self._run(job, request_file, seconds)
        finally:
            remove_folder(job)
            if self.own_files:
                self.own_files.restore()

    def _run(self, job: Path, request_file, seconds: float) -> JobEnd:
        request_file(job / "request")
        with self.output_arrived:
            earlier = self.output.decode(errors="replace")  # of a worker that is just ending, why
            self.output.clear()
        with contextlib.suppress(OSError):  # a worker that died meanwhile is noticed below
            self.process.stdin.write(f"{job}\n".encode())
            self.process.stdin.flush()
        how = self._wait(job, seconds)
        spent = time.monotonic() - self._begun
        status = self._read(job / DONE, 100).decode().partition(" ")[0] if how == "done" else "0"
        if not self.fork and (how != "done" or status == GOES):
            self._kill()
        self._kill_job()
        self._await_worker(job)
        if self.process.poll() is not None:
            self._reader.join(timeout=1)  # its last words may still be on their way
        output = self._take_output(job.name, complete=how == "done")
        progress, reply = self._read(job / PROGRESS, MAX_PROGRESS, cut=True), self._read(job / REPLY, MAX_REPLY)
        if not progress and BEGUN not in self._read(job / DONE, 100).decode():
            raise _not_run((earlier + output).strip() or f"the worker {how.replace('_', ' ')}")
        if how == "done" and status.startswith("-"):
            how = "died"
        number = int(status[1:]) if status[:1] == "-" and status[1:].isdecimal() else 0
        return JobEnd(how, number, output, progress[IMPORTED:].decode(errors="replace"), reply, spent)

    def close(self) -> None:
        """Kill the worker with all its descendants, and remove its folder; a job at hand, in another thread, comes to nothing."""
        self.closed = True
        self._kill()
        remove_folder(self.folder)
        held, self._held = self._held, None  # two threads may close this
        release(held)

    def _environment(self) -> dict[str, str]:
        """What the worker may know of the judge's environment: where it is shut in, nothing that could be a secret."""
        known = {name: value for name, value in os.environ.items() if name not in self.hidden_variables}
        if self.fork:
            known = {
                name: value for name, value in known.items() if name in HARMLESS or name.startswith(HARMLESS_STARTS)
            }
        # Grading is on the CPU: the same on every machine, and CUDA does not survive a fork.
        known |= {"CUDA_VISIBLE_DEVICES": "", "PYTHONIOENCODING": "utf-8", "MPLBACKEND": "Agg"}
        # The same engine and course as the judge's, whatever else is installed here.
        known["PYTHONPATH"] = os.pathsep.join(map(str, [ENGINE.parent, self.course.root]))
        known |= {"OMP_WAIT_POLICY": "PASSIVE"}  # threads that wait by spinning crawl on a busy machine
        known |= KEEPS_MEMORY
        return known

    def _wait(self, job: Path, seconds: float) -> str:
        deadline = Deadline(IMPORT_SECONDS + (0 if self.ready else WARM_UP_SECONDS), self._starved)
        steps, pause, measured = 0, 0.001, time.monotonic()
        self._begun = measured
        while not (job / DONE).exists():
            if self.process.poll() is not None:
                return "died"
            if steps < IMPORTED and (reached := self._steps(job)) > steps:
                self._begun = self._begun if steps else time.monotonic()
                steps, self.ready = reached, True
                deadline = Deadline(seconds if steps >= IMPORTED else IMPORT_SECONDS, self._starved)
            if deadline.is_over():
                return "timed_out" if steps >= IMPORTED else "import_timed_out"
            if self.fork and (now := time.monotonic()) > measured + BETWEEN_MEASUREMENTS:
                measured = now
                if how := self._too_much():
                    return how
            with self.output_arrived:  # the last thing that arrives is the sentinel
                pause = 0.001 if self.output_arrived.wait(pause) else min(pause * 1.2, 0.02)
        self.ready = True
        return "done"

    def _steps(self, job: Path) -> int:
        try:
            return (job / PROGRESS).lstat().st_size
        except OSError:
            return 0

    def _starved(self) -> float:
        """For how long a busy machine has kept the job waiting, in seconds: the longest of its processes' times."""
        worker = self._worker()
        return 0.0 if worker is None else max(map(starved, descendants(worker, MOST_PROCESSES)), default=0.0)

    def _too_much(self) -> str:
        """Whether all processes of a job together hold more than is granted to one."""
        worker = self._worker()
        if worker is None:
            return ""
        processes = descendants(worker, MOST_PROCESSES)
        own = resident(worker)
        if len(processes) > MOST_PROCESSES:
            return "too_many_processes"
        return "too_much_memory" if sum(max(0, resident(each) - own) for each in processes) > MOST_MEMORY else ""

    def _worker(self) -> int | None:
        """The number of the process that forks the jobs: where it has moved into namespaces, that is a child of ours."""
        if not self.fork or self.protection.level != NAMESPACES:
            return self.process.pid
        return next(iter(children(self._above_worker())), None)

    def _above_worker(self) -> int:
        """The number of the process whose only child the one is that has moved into namespaces."""
        return self.process.pid

    def _kill_job(self) -> None:
        """Kill every process below the worker; on Linux it has adopted those that tried to get away."""
        if (worker := self._worker()) is not None:
            kill_descendants(worker)

    def _await_worker(self, job: Path) -> None:
        """After a forked job was killed, wait until the worker has noticed, so that the next job finds it idle.

        The end of hundreds of processes takes seconds. A worker that is at it still after that is ended, and replaced.
        """
        end, pause = time.monotonic() + SETTLE_SECONDS, 0.001
        while self.fork and self.process.poll() is None and not (job / DONE).exists():
            if time.monotonic() > end:
                self._kill()
            time.sleep(pause)
            pause = min(pause * 1.2, 0.05)

    def _read(self, path: Path, most: int, cut: bool = False) -> bytes:
        try:
            return read_regular(path, most, cut)
        except (OSError, ValueError):
            return b""

    def _kill(self) -> None:
        kill_descendants(self.process.pid)
        with contextlib.suppress(OSError):
            self.process.kill()
        self.process.wait()
        self.ready = False

    def _read_output(self, process: subprocess.Popen, output: bytearray) -> None:
        """Read all that the worker prints, in a thread, so that no amount of it can block or fill anything."""
        while chunk := os.read(process.stdout.fileno(), 65536):
            with self.output_arrived:
                output += chunk
                if len(output) > 3 * MAX_OUTPUT:  # keep the beginning, and the end for the sentinel
                    del output[MAX_OUTPUT:-MAX_OUTPUT]
                self.output_arrived.notify_all()

    def _take_output(self, job: str, complete: bool) -> str:
        sentinel = f"\n{job}\n".encode()
        with self.output_arrived:
            if complete:
                self.output_arrived.wait_for(lambda: sentinel in self.output, timeout=1)
            data = bytes(self.output).split(sentinel)[0]
        text = data[:MAX_OUTPUT].decode("utf-8", errors="replace").replace("\r", "\n")
        return text + (f"\n… ({len(data)} bytes or more in all)" if len(data) > MAX_OUTPUT else "")


def _not_run(output: str) -> CourseError:
    why = plain(output, MAX_OUTPUT).strip() or "the worker ended"
    error = CourseError(f"no code could be run: {why.splitlines()[-1]}")
    error.__cause__ = RuntimeError(why)
    return error
