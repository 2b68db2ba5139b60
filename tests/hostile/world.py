"""What an attack would like to get at: the user's files and services, beside and outside of the submission."""

import contextlib
import os
import secrets
import shutil
import socket
import threading
from pathlib import Path

import psutil

from coursekit.files import remove_folder
from coursekit.job_files import FORKED, PROTECTION
from coursekit.processes import descendants
from tests.helpers import COURSE, SOLUTIONS

MARKER = f"attack-{os.getpid()}-"  # in the name, or the command, of all that an attack may leave; others may run the bank beside this


class World:
    """A user's folder with files and the results of a class, a neighbour's submission, a report, and services that answer whoever asks.

    Args:
        folder: where it is made.
        grader: whose judge and worker are watched.
    """

    def __init__(self, folder: Path, grader) -> None:
        self.grader, self.asked = grader, []
        self.home, self.neighbour = folder / "home", folder / "neighbour"
        self.home.mkdir(parents=True)
        shutil.copytree(SOLUTIONS, self.neighbour, ignore=shutil.ignore_patterns("__pycache__"))
        (self.home / "letter.txt").write_text("dear friend\n", encoding="utf-8")
        (self.home / "report.json").write_text('{"score": 0.0}\n', encoding="utf-8")
        (self.home / "class" / "results" / "Ada").mkdir(parents=True)
        for name in ("roster.csv", "results/scores.csv", "results/Ada/result.json"):
            (self.home / "class" / name).write_text("Ada\n", encoding="utf-8")
        self.sockets = []
        self.unix = self._serve(socket.AF_UNIX, str(self.home / "service.sock"))
        self.abstract = self._serve(socket.AF_UNIX, f"\0{MARKER}-{secrets.token_hex(4)}")
        self.tcp = self._serve(socket.AF_INET, ("127.0.0.1", 0))
        self.udp = self._serve(socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM)
        self.names = {
            "COURSE": str(COURSE.folder), "ROOT": str(COURSE.root), "HOME": str(self.home), "MARKER": MARKER,
            "NEIGHBOUR": str(self.neighbour), "UNIX": self.unix, "ABSTRACT": self.abstract, "TCP": self.tcp, "UDP": self.udp,
            "JUDGE": os.getpid(), "WORKER_FOLDER": str(grader.worker.folder),
        }  # fmt: skip
        self.files = {path: _state(path) for path in self._watched()}
        self.judge = _limits()

    def close(self) -> None:
        """End the services."""
        for each in self.sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def spoilt(self) -> list[str]:
        """What an attack changed or left, in words."""
        found = [f"asked the service {name!r}" for name in self.asked]
        self.asked.clear()
        now = {path: _state(path) for path in self._watched()}
        found += [f"changed {path}" for path in {*now, *self.files} if now.get(path) != self.files.get(path)]
        self.files = now
        if _limits() != self.judge:
            found.append(f"the judge's limits, priority or processors: {_limits()}")
        for folder in ("/tmp", "/dev/shm", "/var/tmp"):
            for path in Path(folder).glob(f"*{MARKER}*"):
                found.append(f"left {path}")
                remove_folder(path) if path.is_dir() else path.unlink()  # or the next attack is blamed for it
        for process in psutil.process_iter(["cmdline"]):
            if MARKER in " ".join(process.info["cmdline"] or []):
                found.append(f"left a process: {process.info['cmdline'][:3]}")
        worker = self.grader.worker
        below = descendants(worker._worker() or 0) if worker.process.poll() is None else []
        found += [f"left process {each}" for each in below]
        found += [f"left {path}" for path in worker.folder.iterdir() if path.name not in (PROTECTION, FORKED)]
        return found

    def _watched(self) -> list[Path]:
        """The files whose content, times and permissions must stay."""
        folders = [self.home, self.neighbour, COURSE.checks, COURSE.folder / "probes", COURSE.pristine]
        files = [path for folder in folders for path in folder.rglob("*") if "__pycache__" not in path.parts]
        more = [COURSE.folder / "course.toml", *COURSE.root.glob("*")]
        return [*files, *(path for path in more if path.name not in ("__pycache__", ".pytest_cache", ".ruff_cache"))]

    def _serve(self, family: int, address, kind: int = socket.SOCK_STREAM):
        server = socket.socket(family, kind)
        server.bind(address)
        if kind == socket.SOCK_STREAM:
            server.listen()
        self.sockets.append(server)
        threading.Thread(target=self._answer, args=(server, kind, str(address)), daemon=True).start()
        return server.getsockname() if family == socket.AF_INET else address

    def _answer(self, server: socket.socket, kind: int, name: str) -> None:
        with contextlib.suppress(OSError):
            while True:
                if kind == socket.SOCK_DGRAM:
                    _, sender = server.recvfrom(100)
                    if sender is None:  # it is closed
                        return
                    server.sendto(b"yes", sender)
                else:
                    connection, _ = server.accept()
                    connection.sendall(b"yes")
                    connection.close()
                self.asked.append(name)


def _state(path: Path):
    status = path.lstat()
    content = path.read_bytes() if path.is_file() and not path.is_symlink() else None
    times = status.st_mtime_ns if content is not None else None  # a folder's are the tests' own
    with contextlib.suppress(OSError):
        return content, times, status.st_mode, tuple(os.listxattr(path, follow_symlinks=False))
    return content, times, status.st_mode


def _limits():
    import resource

    limits = [resource.getrlimit(getattr(resource, name)) for name in dir(resource) if name.startswith("RLIMIT_")]
    return limits, os.getpriority(os.PRIO_PROCESS, 0), sorted(os.sched_getaffinity(0))
