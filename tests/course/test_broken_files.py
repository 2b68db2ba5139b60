"""Foreseeable troubles with a submission's files: each gets its own clear sentence, and costs only what it touches."""

import shutil

import jupytext
import pytest

from coursekit.holes import make_stub
from coursekit.judge.results import CRASHED, Result
from coursekit.report.json_file import exercises_of
from tests.helpers import COURSE, SOLUTIONS, append, graded, row_of, statuses

STAGE_3 = ["3.1", "3.2", "3.3"]
STAGE_2_AND_3 = ["2.1", *STAGE_3]
FILE = "stage3_training.py"


def edit(submission, change) -> None:
    """Replace stage 3 by `change(its bytes)`."""
    path = submission / FILE
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize("selected", [[], ["-k", "3.1"]])
def test_a_missing_folder(selected, run_grader, tmp_path):
    code, report, text = run_grader("--submission", tmp_path / "nowhere", *selected)
    assert code == 1
    assert text.count("nowhere") == 1 and "crashed" not in text and "Shut in" not in text  # no table beside it
    assert {row["status"] for row in exercises_of(report)} <= {"crashed", "not_selected"}
    assert [row["id"] for row in exercises_of(report)] == list(COURSE.exercises)
    assert "There is no folder" in text and "nowhere" in text
    assert "Hint" not in text  # of the exercise, which is not what is wrong


def test_a_missing_stage_file(warm, submission):
    (submission / FILE).unlink()
    report, text = graded(warm, submission, ["2.1", "3.1", "3.2"])
    assert statuses(report) == {"2.1": "passed", "3.1": "crashed", "3.2": "crashed"}
    assert f"There is no {FILE} in" in row_of(report, "3.1")["message"] and not row_of(report, "3.1")["hint"]


def test_an_exception_outside_of_functions_gets_no_hint_of_an_exercise(warm, submission):
    edit(submission, lambda data: data + b"from torch import nope\n")
    report, _ = graded(warm, submission, ["3.1"])
    row = row_of(report, "3.1")
    assert (row["status"], row["hint"]) == ("crashed", "") and "nope" in row["message"]


def test_a_hint_on_the_exception_itself_stays():
    exercise = COURSE.exercises["3.1"]
    assert Result(exercise, CRASHED, own_hint="Install it.", file_unread=True).hint == "Install it."
    assert Result(exercise, CRASHED, file_unread=True).hint == ""


def test_an_exception_in_a_call_at_the_end_of_the_file_keeps_the_hint(warm, submission):
    edit(submission, lambda data: data + b"gradient_descent_step(None, None)\n")
    row = row_of(graded(warm, submission, ["3.1"])[0], "3.1")
    assert row["status"] == "crashed" and row["hint"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: data + "# caf\u00e9\n".encode("latin-1"), "UTF-8"),
        (lambda data: data + b"\0\n", "null bytes"),
        *[
            (lambda data, name=name: b"# coding: %s\n" % name + data, f"its line 1 names the encoding {name.decode()}")
            for name in (b"rot13", b"utf-7", b"cp500", b"undefined", b"none-such")
        ],
    ],
    ids=["latin-1", "null byte", "rot13", "utf-7", "cp500", "undefined", "unknown"],
)
def test_a_file_that_is_no_text(change, sentence, warm, submission):
    edit(submission, change)
    report, text = graded(warm, submission, STAGE_2_AND_3)
    assert statuses(report) == {"2.1": "passed", "3.1": "crashed", "3.2": "crashed", "3.3": "crashed"}
    message = row_of(report, "3.1")["message"]
    assert sentence in message and FILE in message
    assert "Traceback" not in text and "submission.py" not in text


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),
        lambda data: data.replace(b"\n", b"\r"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.replace(b"    ", b"\t"),
        lambda data: b"# -*- coding: latin-1 -*-\n" + data + "# caf\u00e9\n".encode("latin-1"),
    ],
    ids=["CRLF", "CR", "BOM", "tabs", "latin-1 declared"],
)
def test_a_file_that_is_unusual_but_right(change, warm, submission):
    edit(submission, change)
    report, text = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, text


def test_a_renamed_function(warm, submission):
    edit(submission, lambda data: data.replace(b"def train_step(", b"def trainstep("))
    report, _ = graded(warm, submission, STAGE_3)
    assert statuses(report) == {"3.1": "passed", "3.2": "passed", "3.3": "crashed"}
    assert "There is no train_step in stage3_training.py. Was it renamed" in row_of(report, "3.3")["message"]


def test_other_arguments_than_asked_for(warm, submission):
    append(submission, FILE, "def train_step(model, images, labels):\n    return 0.0\n")
    report, _ = graded(warm, submission, STAGE_3)
    assert "Is its first line still as the exercise gave it?" in row_of(report, "3.3")["message"]


@pytest.mark.parametrize("file", COURSE.stage_files)
def test_a_notebook_counts_like_a_file(file, warm, submission):
    notebook = jupytext.read(submission / file)
    magics = "%matplotlib inline\n!echo not run\n%time\nimport torch"
    notebook.cells.insert(1, jupytext.reads(f"# %%\n{'x = 1'}\n", fmt="py:percent").cells[0])
    notebook.cells[1].source = magics
    jupytext.write(notebook, (submission / file).with_suffix(".ipynb"), fmt="ipynb")
    (submission / file).unlink()
    ids = {"1": ["1.1", "1.4"], "2": ["2.1", "2.3"], "3": STAGE_3, "4": ["4.1", "4.4"], "5": ["5.1", "5.2"]}[file[5]]
    report, text = graded(warm, submission, ids)
    assert {statuses(report)[id] for id in ids} == {"passed"}, text


def test_a_mistake_in_a_notebook_is_placed_by_its_cell(warm, submission):
    stub = make_stub(COURSE, (SOLUTIONS / FILE).read_text(encoding="utf-8"), FILE)
    notebook = jupytext.reads(
        stub.replace('raise NotImplementedError("3.2 build_optimizer")', "1 / 0"), fmt="py:percent"
    )
    jupytext.write(notebook, (submission / FILE).with_suffix(".ipynb"), fmt="ipynb")
    (submission / FILE).unlink()
    report, _ = graded(warm, submission, ["3.2"])
    message = row_of(report, "3.2")["message"]
    assert "ZeroDivisionError" in message
    assert "stage3_training.ipynb, code cell 3:" in message


def test_a_broken_notebook(warm, submission):
    (submission / FILE).unlink()
    (submission / FILE).with_suffix(".ipynb").write_text('{"cells": [', encoding="utf-8")
    report, _ = graded(warm, submission, ["2.1", "3.1"])
    assert statuses(report) == {"2.1": "passed", "3.1": "crashed"}
    assert "the notebook cannot be read" in row_of(report, "3.1")["message"]


def test_of_a_file_and_a_notebook_the_file_counts(warm, submission):
    (submission / FILE).with_suffix(".ipynb").write_text("not even a notebook", encoding="utf-8")
    report, text = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "passed"}
    assert "stage3_training.py counts, and stage3_training.ipynb beside it was not read" in text


def test_code_that_trains_at_import_is_stopped_once(warm, submission, monkeypatch):
    ends = []

    def run(*arguments):
        ends.append(worker_run(*arguments))
        return ends[-1]

    worker_run = warm.worker.run
    monkeypatch.setattr(warm.worker, "run", run)
    append(submission, FILE, "import time\ntime.sleep(600)\n")
    report, _ = graded(warm, submission, STAGE_2_AND_3)
    assert statuses(report) == {"2.1": "passed", "3.1": "timed_out", "3.2": "timed_out", "3.3": "timed_out"}
    assert "Importing stage3_training.py took longer than 10 seconds" in row_of(report, "3.1")["message"]
    assert [end.how for end in ends] == ["done", "import_timed_out"]  # 3.2 and 3.3 did not import it again


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("input('ready? ')", "nobody to answer input()"),
        ("model.cuda()", "The grader runs on the CPU"),
        ("import no_such_module", "No such module is installed"),
        ("exit()", "asked Python to exit"),
    ],
)
def test_what_only_works_at_home(line, sentence, warm, submission):
    append(submission, FILE, f"def train_step(model, loss_fn, optimizer, images, labels):\n    {line}\n")
    report, _ = graded(warm, submission, STAGE_3)
    assert statuses(report) == {"3.1": "passed", "3.2": "passed", "3.3": "crashed"}
    assert sentence in row_of(report, "3.3")["message"]


def test_a_module_of_the_students_own_beside_the_stage_files(warm, submission):
    (submission / "my_helpers.py").write_text("RATE = 1.0\n", encoding="utf-8")
    edit(submission, lambda data: b"import my_helpers\n" + data)
    report, text = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "passed"}, text


def test_grading_leaves_no_trace_in_the_submission(warm, submission, tmp_path):
    copy = shutil.copytree(submission, tmp_path / "copy")
    graded(warm, submission, ["1.1", "2.1", "3.1", "4.4"])
    files = {path.relative_to(submission): path.read_bytes() for path in submission.rglob("*") if path.is_file()}
    assert files == {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
