"""What is as it was handed out is not run: its verdict is the one that a run gives, and only where nothing could change that."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.judge.untouched import untouched_stub
from tests.helpers import COURSE, ROOT, SOLUTIONS, append, graded

OF_STAGES = {
    stage.number: [each for each in COURSE.of_stage(stage.number) if not each.nothing_to_write]
    for stage in COURSE.stages
}
NO_TORCH = """
import sys
from pathlib import Path
from coursekit.course import Course
from coursekit.warm import WarmGrader
with WarmGrader(Course(Path("grader"))) as grader:
    report = grader.grade(Path(sys.argv[1]))
assert report.protection and {result.status for result in report.selected} == {"not_started", "blocked"}
sys.exit("torch" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path) -> Path:
    """The exercises as they are handed out."""
    return shutil.copytree(COURSE.pristine, tmp_path / "mine", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture
def both_ways(warm, monkeypatch):
    """Grade a folder as it is, and with everything run; return both reports, without their seconds."""

    def grade(folder: Path, ids=None) -> list:
        found = []
        for _ in range(2):
            report = warm.grade(folder, ids, seed=7)
            rows = [{**vars(result), "exercise": id, "seconds": 0} for id, result in report.results.items()]
            found.append((rows, report.notes, report.data, report.protection))
            monkeypatch.setattr("coursekit.judge.run.untouched_stub", lambda *_: None)
        monkeypatch.undo()
        return found

    return grade


def known(folder: Path) -> list[str]:
    """The exercises that need not be run."""
    return [id for id, exercise in COURSE.exercises.items() if untouched_stub(COURSE, exercise, folder)]


def ids_of(*numbers: int) -> list[str]:
    return [exercise.id for number in numbers for exercise in OF_STAGES[number]]


def test_the_report_is_that_of_a_run(folder, both_ways):
    at_once, run = both_ways(folder)
    assert at_once == run
    assert {row["status"] for row in run[0]} == {"not_started", "blocked"}


def test_nothing_is_imported_for_it(folder, rendered_root):
    environment = {**os.environ, "DIGITS_DATA": str(rendered_root)}
    done = subprocess.run([sys.executable, "-c", NO_TORCH, folder], cwd=ROOT, env=environment, check=False)
    assert done.returncode == 0


def test_all_of_it_is_known(folder):
    for name in (
        "README.md",
        "stage1_data.before-reset-1.py",
        "stage1_data.ipynb",
        ".ipynb_checkpoints/x.py",
        "__pycache__/y.pyc",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("?", encoding="utf-8")
    path = folder / "stage2_model.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert known(folder) == ids_of(*OF_STAGES)


NEIGHBOURS = [
    "conftest.py",
    "torch.py",
    "sitecustomize.py",
    "triton/__init__.py",
    "triton/x.txt",
    "numpy.so",
    "cupy.pyc",
    "A.PY",
]


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_beside_what_could_be_imported_all_is_run(name, folder):
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("", encoding="utf-8")
    assert known(folder) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_beside_a_link_all_is_run(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "triton").symlink_to(tmp_path / "elsewhere")
    assert known(folder) == []


def test_what_imports_a_file_that_was_changed_is_run(folder):
    shutil.copy(SOLUTIONS / "stage1_data.py", folder)
    assert known(folder) == ids_of(2, 3)
    shutil.copy(SOLUTIONS / "stage3_training.py", folder)
    shutil.copy(COURSE.pristine / "stage1_data.py", folder)
    assert known(folder) == ids_of(1, 2)
    append(folder, "stage2_model.py", "")
    (folder / "stage1_data.py").unlink()
    assert known(folder) == []


HOSTILE = """
import builtins
class Other(Exception): pass
builtins.NotImplementedError = Other
"""


def test_a_hostile_file_changes_no_more_than_a_run_shows(folder, both_ways):
    """Stage 4, which imports it, is run; stages 2 and 3 cannot come to know of it."""
    append(folder, "stage1_data.py", HOSTILE)
    at_once, run = both_ways(folder, ["1.1", "2.1", "3.1", "4.1"])
    assert at_once == run
    status = {row["exercise"]: row["status"] for row in run[0]}
    assert status["2.1"] == status["3.1"] == "not_started" and status["4.1"] == "crashed"


def test_a_neighbour_of_a_stub_earns_nothing(folder, warm):
    (folder / "torch.py").write_text("raise SystemExit", encoding="utf-8")
    report, text = graded(warm, folder, ["2.1"])
    assert report["score"] == 0 and "conv_output_size" in text
