"""`python -m words watch`: another course's exercises are graded after every save, until Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest

from tests.kit.copies import ENVIRONMENT, edit


class Watch:
    """`python -m words watch` as a student runs it, and what it has printed."""

    def __init__(self, folder) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "words", "watch"], cwd=folder, env={**os.environ, **ENVIRONMENT},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
        )  # fmt: skip
        self.text = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.text += line

    def wait_for(self, text: str) -> None:
        end = time.monotonic() + 120
        while text not in self.text:
            assert self.process.poll() is None and time.monotonic() < end, self.text
            time.sleep(0.02)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []


@pytest.fixture
def watch(copy):
    """A watch over a copy's own exercises."""
    watch = Watch(copy)
    yield watch
    for process in [*watch.family(), watch.process]:
        process.kill()
    watch.process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
def test_a_save_is_graded_and_the_last_one_is_the_end(watch, copy):
    watch.wait_for("Watching: ")
    assert "1.1 count_words             0  not started" in watch.text
    stage, solution = copy / "exercises" / "stage1_words.py", copy / "solutions" / "stage1_words.py"
    edit(stage, 'raise NotImplementedError("1.1 count_words")', "counts[piece] = 1")
    watch.wait_for("Next: 1.1 count_words (failed)")
    watch.wait_for("Again     save stage1_words.py")
    stage.write_bytes(solution.read_bytes())
    watch.wait_for("All 5 points!")
    watch.wait_for("Every word is counted.")
    family = watch.family()
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(20) == 0 and "Traceback" not in watch.text, watch.text
    assert family and not psutil.wait_procs(family, timeout=5)[1]
    assert (copy / ".words" / "last.json").is_file()
