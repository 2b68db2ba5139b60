"""The JSON report is written aside and takes its place whole: who reads it, or runs out of disk, has a valid one."""

import json
import os
import subprocess
import sys

import pytest

from coursekit.judge.results import Report
from coursekit.report.json_file import write_json
from tests.helpers import COURSE, ROOT

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from coursekit.course import Course
from coursekit.judge.results import Report
from coursekit.report.json_file import write_json

file, course = Path(sys.argv[1]), Course(Path("grader"))
write_json(Report(course, seed=1), file)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size // 2, resource.RLIM_INFINITY))
try:
    write_json(Report(course, seed=2), file)
except OSError as error:
    print(type(error).__name__, error.errno)
"""


@pytest.mark.skipif(os.name != "posix", reason="no limit on the size of files")
def test_a_report_that_could_not_be_written_leaves_the_old_one(tmp_path):
    file = tmp_path / "report.json"
    done = subprocess.run([sys.executable, "-c", FULL_DISK, file], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.startswith("OSError"), done.stdout + done.stderr
    assert json.loads(file.read_text(encoding="utf-8"))["seed"] == 1
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(os.name != "posix", reason="a file that someone reads cannot be replaced")
def test_who_reads_a_report_while_it_is_written_anew_reads_the_old_one(tmp_path):
    file = tmp_path / "report.json"
    write_json(Report(COURSE, seed=1), file)
    with file.open(encoding="utf-8") as reader:
        write_json(Report(COURSE, seed=2), file)
        assert json.load(reader)["seed"] == 1
    assert json.loads(file.read_text(encoding="utf-8"))["seed"] == 2


def test_a_report_that_cannot_be_written_costs_neither_the_verdict_nor_the_summary(tmp_path):
    in_the_way = tmp_path / "report.json"
    in_the_way.mkdir()
    command = [sys.executable, "-m", "pytest", "grader", "--submission", "solutions", "-k", "2.1", "--json", in_the_way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    assert "conv_output_size        5" in done.stdout, done.stdout
    assert "--json: " in done.stdout and "could not be written" in " ".join(done.stdout.split())
