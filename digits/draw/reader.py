"""The child that runs a student's code, as the page's server sees it: started, asked, and started again."""

import contextlib
import queue
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from digits.draw.faults import fault
from digits.draw.frames import packed, read_frame, write_frame

SECONDS = 5.0
LOAD_SECONDS, READ_SECONDS = 90.0, 15.0  # the child itself gives up sooner; importing torch can be slow on a cold disk


class Child:
    """One process of `digits.draw.child`."""

    def __init__(self, submission: Path, weights: Path, seconds: float) -> None:
        command = [sys.executable, "-m", "digits.draw.child", str(submission), str(weights), str(seconds)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._answers: queue.Queue = queue.Queue()
        threading.Thread(target=self._receive, daemon=True).start()

    def _receive(self) -> None:
        answer: dict | None = {}
        while answer is not None:
            try:
                answer = read_frame(self.process.stdout)
            except (OSError, ValueError):  # closed meanwhile, or no message of ours
                answer = None
            self._answers.put(answer)

    def send(self, question: dict) -> None:
        with contextlib.suppress(OSError):  # it has ended, which `answer` will tell
            write_frame(self.process.stdin, question)

    def answer(self, seconds: float) -> dict:
        """Its next message, or the fault that it ended without one."""
        try:
            answer = self._answers.get(timeout=seconds)
        except queue.Empty:
            return {"fault": fault(f"Your code gave no answer within {seconds:.0f} seconds."), "ended": True}
        if answer is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=5)
            status = self.process.returncode
            said = f"Your code ended its process (exit status {status}), without an exception."
            return {"fault": fault(said, "Does it call exit, or crash inside a library?"), "ended": True}
        return answer

    def ended(self) -> bool:
        return self.process.poll() is not None

    def end(self) -> None:
        """Kill it, with whatever it started."""
        below = []
        with contextlib.suppress(psutil.Error):
            below = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        for each in below:
            with contextlib.suppress(psutil.Error):
                each.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            self.process.stdin.close()


class Reader:
    """What reads digits with a student's network; as many threads as you like may use it.

    A child is started with the first `refresh`, and again when a file of the student's or the weights change, and when it
    has ended.
    """

    def __init__(self, submission: Path, weights: Path, seconds: float = SECONDS) -> None:
        """`seconds` is how long each step of the student's own code may take."""
        self.submission, self.weights, self.seconds = submission, weights, seconds
        self.version = 0  # of the files: another number, and what was read before may be out of date
        self._seen, self._child, self._first = None, None, None
        self._loaded = threading.Event()
        self._changing, self._asking, self._closed = threading.RLock(), threading.Lock(), False

    def state(self) -> dict:
        """At once: `version`, `loading` (bool), and when that is over `fault`, or `about` and `kernels`."""
        self.refresh()
        with self._changing:
            return {"version": self.version, "loading": not self._loaded.is_set(), **(self._first or {})}

    def refresh(self, again: bool = False) -> None:
        """Start the child anew if files have changed or it has ended after it was loaded; in any case if `again`."""
        with self._changing:
            seen = self._fingerprint()
            changed = again or seen != self._seen
            broke = self._first is not None and "fault" not in self._first and self._child.ended()
            if self._closed or not (changed or broke):
                return
            self._seen = seen
            self.version += changed
            self._start()

    def read(self, pixels: bytes, **options) -> dict:
        """What `child.Network.answer` makes of the pixels, or {"fault"}; waits while the child is loading."""
        for _ in range(3):  # the files may change meanwhile
            self.refresh()
            with self._changing:
                child, loaded = self._child, self._loaded
            loaded.wait(LOAD_SECONDS)
            with self._asking:
                with self._changing:
                    if child is not self._child:
                        continue
                    first = self._first or {"fault": fault("Your code is still being loaded.")}
                if "fault" in first:
                    return {"fault": first["fault"]}
                child.send({"pixels": packed(pixels), **options})
                answer = child.answer(READ_SECONDS)
            if child is not self._child:
                continue
            if answer.pop("ended", False):
                child.end()  # the next question starts another
            return answer
        return {"fault": fault("Your files keep changing.")}

    def close(self) -> None:
        """End the child for good."""
        with self._changing:
            self._closed = True
            if self._child:
                self._child.end()

    def _start(self) -> None:
        if self._child:
            self._child.end()
        self._first, self._loaded = None, threading.Event()
        self._child = Child(self.submission, self.weights, self.seconds)
        threading.Thread(target=self._load, args=(self._child, self._loaded), daemon=True).start()

    def _load(self, child: Child, loaded: threading.Event) -> None:
        first = child.answer(LOAD_SECONDS)
        with self._changing:
            if child is self._child:
                first.pop("ended", None)
                self._first = first
            loaded.set()

    def _fingerprint(self) -> list:
        """What tells whether a file was changed."""
        files = [*sorted(self.submission.glob("*.py")), self.weights]
        found = []
        for file in files:
            with contextlib.suppress(OSError):
                stat = file.stat()
                found.append((str(file), stat.st_mtime_ns, stat.st_size))
        return found
