"""A time limit is for the student's code: what a busy machine takes of it is granted on top, up to a bound."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.judge.deadline import MOST_STARVED, Deadline
from coursekit.judge.run import Run
from tests.helpers import COURSE, append

SPIN = "import os\nwhile os.getppid() == {parent}: pass"  # it ends with who started it
BURN = "\n\ndef conv_output_size(*arguments, **others):\n    import time\n    end = time.process_time() + {seconds}\n    while time.process_time() < end: pass\n"


@pytest.fixture
def busy():
    """Two processes for each processor, which do nothing but compute."""
    command = [sys.executable, "-c", SPIN.format(parent=os.getpid())]
    spinning = [subprocess.Popen(command) for _ in range(2 * (os.cpu_count() or 1))]
    yield
    for each in spinning:
        each.kill()
        each.wait()


def verdict(warm, submission, seconds: float, limit: float) -> str:
    """The status of a 2.1 that computes for so many seconds in each of its calls, and fails then."""
    course = Course(COURSE.folder)
    course.exercises["2.1"] = replace(course.exercises["2.1"], seconds=limit)
    append(submission, "stage2_model.py", BURN.format(seconds=seconds))
    run = Run(course, submission, warm.worker, warm.data, 7)
    return run.grade(["2.1"]).results["2.1"].status


@pytest.mark.skipif(not Path("/proc/self/schedstat").is_file(), reason="the system does not count what processes wait")
def test_code_that_is_fast_enough_is_so_on_a_busy_machine(busy, warm, submission):
    assert verdict(warm, submission, seconds=0.1, limit=2.0) == "failed"


def test_code_that_is_too_slow_is_not_granted_anything(warm, submission):
    begin = time.monotonic()
    assert verdict(warm, submission, seconds=60.0, limit=1.0) == "timed_out"
    assert time.monotonic() - begin < 60.0


def test_no_more_than_a_bound_is_granted():
    begin = time.monotonic()
    deadline = Deadline(0.1, lambda: 1000 * (time.monotonic() - begin))
    while not deadline.is_over():
        time.sleep(0.001)
    assert time.monotonic() - begin >= 0.1 * (1 + MOST_STARVED)
