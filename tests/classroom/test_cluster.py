"""A class on a Dask cluster of real workers, in processes of their own: one is killed, one has another version."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursekit.course import ENGINE
from tests.kit.copies import ENVIRONMENT, copied, edit

from .test_class_command import WRONG, command, grade, hand_in, left_running, scores, unsafe

pytest.importorskip("distributed")


@pytest.fixture
def course(tmp_path) -> Path:
    return copied(tmp_path / "course")


class Machines:
    """A scheduler and its workers, on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        self._start("scheduler", "--port", "0")
        self.address = self._said(re.compile(r"Scheduler at: +(tcp://\S+)"))

    def add(self, course: Path) -> str:
        """Start a worker that has this course installed; return its address."""
        self._start(
            "worker", self.address, "--no-nanny", "--nthreads", "1", PYTHONPATH=f"{ENGINE.parent}{os.pathsep}{course}"
        )
        return self._said(re.compile(r"Start worker at: +(tcp://\S+)"))

    def kill(self, number: int) -> None:
        self.processes[number].send_signal(signal.SIGKILL)

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()

    def _start(self, what: str, *arguments: str, **environment: str) -> None:
        log = (self.folder / f"{len(self.processes)}.log").open("w", encoding="utf-8")
        self.processes.append(
            subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    f"distributed.cli.dask_{what}",
                    "--host",
                    "127.0.0.1",
                    "--no-dashboard",
                    *arguments,
                ],
                cwd=self.folder,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
            )  # fmt: skip
        )

    def _said(self, pattern: re.Pattern) -> str:
        log, end = self.folder / f"{len(self.processes) - 1}.log", time.monotonic() + 60
        while time.monotonic() < end:
            if found := pattern.search(log.read_text(encoding="utf-8")):
                return found[1]
            time.sleep(0.05)
        raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture
def machines(tmp_path):
    made = Machines(tmp_path)
    yield made
    made.close()


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
def test_a_worker_is_killed_and_nothing_is_missing(course, machines, tmp_path):
    export, out = tmp_path / "handed in", tmp_path / "out"
    for number in range(6):
        hand_in(export, course, f"S{number}_{number}_assignsubmission_file_", WRONG if number % 3 == 2 else "")
    other = copied(tmp_path / "other")
    edit(other / "words" / "course.toml", "points = 2", "points = 4")
    good = [machines.add(course), machines.add(course)]
    misfit = machines.add(other)
    running = subprocess.Popen(
        command(course, export, "--out", out, "--seed", "7", "--scheduler", machines.address, *unsafe(course)), cwd=course,
        env={**os.environ, **ENVIRONMENT}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    text = ""
    for line in running.stdout:
        text += line
        if line.startswith("1/6 "):
            machines.kill(1)
    assert running.wait() == 0, text
    assert all(f"{address}: 1 at a time." in text for address in good), text
    assert f"{misfit}: refused: it has another version" in text, text
    assert "6 graded" in text
    found = {id: (row["total"], row["status"]) for id, row in scores(out).items()}
    assert found == {str(number): ("0" if number % 3 == 2 else "5", "graded") for number in range(6)}
    assert not left_running(course)


def test_nobody_is_there(course, machines, tmp_path, monkeypatch):
    export = tmp_path / "handed in"
    hand_in(export, course, "Ada")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(
        "from coursekit.classroom import cluster\ncluster.CONNECT_SECONDS = cluster.WORKERS_SECONDS = 1.0\n", "utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'site'}{os.pathsep}{ENGINE.parent}")
    for address, why in (
        ("tcp://127.0.0.1:9", "No scheduler answers at tcp://127.0.0.1:9"),
        ("nonsense", "nonsense is no address of a scheduler"),
        (machines.address, "No worker has come"),
    ):
        code, text = grade(course, export, "--out", tmp_path / "out", "--scheduler", address)
        assert code == 2 and why in text and "dask " in text and "Traceback" not in text, text
