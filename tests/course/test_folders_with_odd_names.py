"""A submission's folder may be called anything that the system allows, also what is no text."""

import os
import subprocess
import sys

import pytest

from tests.helpers import COURSE, ROOT, append, graded, row_of, statuses


@pytest.fixture
def odd(submission):
    """A submission in a folder whose name is not in UTF-8."""
    try:
        return submission.rename(submission.with_name(os.fsdecode(b"caf\xe9 \xff")))
    except OSError:
        pytest.skip("here the names of files are UTF-8")


def test_a_name_that_is_not_in_utf_8(warm, odd):
    append(odd, "stage2_model.py", "def conv_output_size(*arguments, **options):\n    return undefined\n")
    report, text = graded(warm, odd, ["2.1", "2.4"])
    assert statuses(report) == {"2.1": "crashed", "2.4": "passed"}
    assert "NameError" in row_of(report, "2.1")["message"] and "Traceback" not in text


def test_its_report_names_it(run_grader, odd):
    code, report, text = run_grader("--submission", odd, "-k", "2.1")
    assert code == 0 and report["submission"] == str(odd), text


def test_watch_refuses_it_in_one_line(odd):
    command = [sys.executable, "-m", COURSE.name, "watch", "--submission", odd]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1 and done.stderr == ""
    assert "is not in UTF-8" in done.stdout and done.stdout.count("\n") == 1
