"""What a worker imports, and when: before it says how it shuts jobs in nothing, and optimisers' modules when there is time."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursekit.worker.__main__ import OF_OPTIMISERS
from tests.helpers import COURSE, ROOT, append

SAYS = "import coursekit.worker.__main__, coursekit.worker.shut_in, sys; sys.exit('torch' in sys.modules)"
GATHERS = """
from pathlib import Path
from coursekit.worker.huge_pages import gather
held = bytearray(b"x") * 2**26
for _ in gather():
    pass
print(Path("/proc/self/smaps_rollup").read_text())
"""
SHOW = f"""
import sys
def count_words(text):
    print("there" if {OF_OPTIMISERS[-1]!r} in sys.modules else "missing")
"""


def in_huge_pages(smaps: str) -> int:
    """Bytes of a process's own memory, as its smaps_rollup tells."""
    return int(re.search(r"AnonHugePages: +(\d+) kB", smaps)[1]) * 1024


def test_it_says_how_it_shuts_jobs_in_before_it_imports_torch():
    assert subprocess.run([sys.executable, "-c", SAYS], check=False).returncode == 0


def test_a_course_without_optimisers_never_waits_for_them(warm_words, submission):
    append(submission, "stage1_words.py", SHOW)
    for _ in range(2):
        assert "missing" in warm_words.grade(submission, ["1.1"]).results["1.1"].output
        time.sleep(1)


@pytest.mark.skipif(sys.platform != "linux", reason="nothing else forks")
def test_with_time_to_spare_it_lays_its_memory_into_huge_pages(warm_words, submission):
    if not in_huge_pages(subprocess.check_output([sys.executable, "-c", GATHERS], encoding="ascii")):
        pytest.skip("this machine gives no huge pages when it is asked for them")
    assert warm_words.grade(submission, ["1.1"]).results["1.1"].status == "passed"
    end, smaps = time.monotonic() + 60, Path(f"/proc/{warm_words.worker._worker()}/smaps_rollup")
    while in_huge_pages(smaps.read_text(encoding="ascii")) < 32 * 2**20:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert warm_words.grade(submission, ["1.1"]).results["1.1"].status == "passed"


def test_started_by_hand_it_removes_nothing(tmp_path):
    """It removes the folder that it runs in, at its end: that must be the one which a judge made for it."""
    (tmp_path / "work.py").touch()
    for way in ("fork", "share"):
        done = subprocess.run(
            [sys.executable, "-m", "coursekit.worker", way, str(COURSE.folder), "2", str(os.getpid()), "none"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, timeout=120,
            capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 1 and "do not start it here" in done.stderr
        assert (tmp_path / "work.py").exists()
