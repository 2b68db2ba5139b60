"""The door that everyone uses: selecting, exit codes, the JSON, the summary."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from coursekit.report.json_file import exercises_of
from tests.helpers import COURSE, ROOT, append, graded, row_of, statuses

WRONG = "def train_step(model, loss_fn, optimizer, images, labels):\n    return loss_fn(model(images), labels).item()\n"
ENDLESS = "def train_step(*a):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\n"
TYPES = {
    "id": str, "stage": int, "name": str, "file": str, "status": str, "score": float, "max_score": float,
    "mistake": str | None, "message": str, "hint": str, "seconds": float, "bonus": bool,
    "record": dict | None,
}  # fmt: skip


def test_the_json_has_all_that_the_contract_names(run_grader, submission):
    append(submission, "stage3_training.py", WRONG)
    code, report, _ = run_grader("--submission", submission, "-k", "3.3", "--seed", "7")
    assert code == 1
    assert list(report) == [
        "version", "submission", "data", "seed", "score", "max_score", "exercises", "bonus", "sandbox",
    ]  # fmt: skip
    assert (report["version"], report["submission"], report["seed"]) == (1, str(submission), 7)
    assert (report["score"], report["max_score"]) == (0.0, COURSE.max_score)
    assert [row["id"] for row in report["exercises"]] == [
        id for id in COURSE.exercises if id < "5"
    ]  # the contract's 18
    assert len(report["exercises"]) == 18 and report["bonus"]["max_score"] == COURSE.max_bonus
    assert [row["id"] for row in exercises_of(report)] == list(COURSE.exercises)
    for row in exercises_of(report):
        assert list(row) == list(TYPES)
        assert all(isinstance(row[name], kind) for name, kind in TYPES.items())
        assert row["status"] == ("failed" if row["id"] == "3.3" else "not_selected")
    wrong = row_of(report, "3.3")
    assert wrong["message"].startswith("Called    train_step(") and "Expected  " in wrong["message"]
    assert wrong["hint"] == COURSE.exercises["3.3"].hints[0]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["-k", "train_step"], {"3.3"}),
        (["-k", "3.4"], {"3.3", "3.4"}),
        (["-m", "stage2"], {"2.1", "2.2", "2.3", "2.4"}),
        (["-k", "3"], {"3.1", "3.2", "3.3", "3.4"}),  # the stage: 1.3 has a 3 too
    ],
)
def test_a_selection_runs_what_it_requires(arguments, ids, run_grader):
    code, report, text = run_grader("--submission", "solutions", *arguments)
    assert (code, statuses(report)) == (0, dict.fromkeys(sorted(ids), "passed")), text


def test_a_selection_of_nothing_is_no_success(run_grader):
    code, report, text = run_grader("-k", "no_such_exercise")
    assert code == 1
    assert "No exercise matches" in text
    assert {row["status"] for row in exercises_of(report)} == {"not_selected"}


def test_the_summary_is_one_screen_with_the_next_thing_to_do(run_grader, submission):
    append(submission, "stage3_training.py", WRONG)
    _, _, text = run_grader("--submission", submission, "-m", "stage3")
    lines = text.splitlines()
    assert len(lines) <= 45
    for noise in ("test session starts", "FAILURES", "Traceback", "rootdir", "short test summary", "\033["):
        assert noise not in text
    place = text.index("Next: 3.3 train_step")
    assert text.index("Expected", place) < text.index("Hint", place) < text.index("pytest grader -k 3.3", place)
    assert "Next: 3.4" not in text and "It builds on" not in text
    assert "stage3_training.py:" in text


def test_verbose_shows_every_message(run_grader, submission):
    append(submission, "stage3_training.py", WRONG)
    _, _, text = run_grader("--submission", submission, "-m", "stage3", "-v")
    assert "It builds on 3.3 train_step" in text


def test_tb_brings_pytests_own_output_back(run_grader):
    _, _, text = run_grader("-k", "3.1", "--tb=short")
    assert "test session starts" in text and "These: 0 of 5 points" in text


def test_ascii_where_the_terminal_cannot_show_the_signs(run_grader):
    _, _, text = run_grader("-k", "2.1", "--submission", "solutions", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "+ 2.1 conv_output_size" in text
    assert text.isascii()


def test_the_seed_repeats_the_inputs(warm, submission):
    append(submission, "stage3_training.py", "def gradient_descent_step(*a):\n    pass\n")
    messages = [row_of(graded(warm, submission, ["3.1"], seed=seed)[0], "3.1")["message"] for seed in (1, 1, 2)]
    assert messages[0] == messages[1] != messages[2]


def test_a_killed_run_leaves_a_valid_report(tmp_path, rendered_root, submission):
    append(submission, "stage3_training.py", ENDLESS)
    file = tmp_path / "report.json"
    command = [sys.executable, "-m", "pytest", "grader", "--submission", submission, "-m", "stage3", "--json", file]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "DIGITS_DATA": str(rendered_root)}, stdout=subprocess.DEVNULL
    )
    try:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if file.exists() and row_of(json.loads(file.read_text(encoding="utf-8")), "3.2")["status"] == "passed":
                break
            time.sleep(0.1)
        below = psutil.Process(process.pid).children(recursive=True)
    finally:
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        process.wait()
    assert below and not psutil.wait_procs(below, timeout=60)[1]  # the endless loop ended with it
    report = json.loads(file.read_text(encoding="utf-8"))
    assert [row["id"] for row in exercises_of(report)] == list(COURSE.exercises)
    assert statuses(report) == {"3.1": "passed", "3.2": "passed", "3.3": "not_judged", "3.4": "not_judged"}
    assert "stopped before" in row_of(report, "3.3")["message"]


def test_a_report_that_cannot_be_written_is_said_at_once(tmp_path, rendered_root):
    command = [sys.executable, "-m", "pytest", "grader", "--json", tmp_path / "no" / "report.json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "there is no folder" in done.stdout + done.stderr


def test_data_that_are_none_are_said_clearly(run_grader, tmp_path):
    code, report, text = run_grader("--submission", "solutions", "-m", "stage3", DIGITS_DATA=str(tmp_path))
    assert code == 1
    assert "DIGITS_DATA" in row_of(report, "3.3")["message"]
    assert statuses(report)["3.1"] == "passed"


def test_without_forking_exercises_are_apart_too(submission, rendered_root, monkeypatch):
    """The way of macOS and Windows: jobs share a process, and what they change is put back."""
    from coursekit.warm import WarmGrader

    first = "torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False); import os; os.chdir('/')"
    code = f"def conv_output_size(*a, **k):\n    import torch; {first}\n    print('left open'); return 0\n"
    append(submission, "stage2_model.py", code)
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    with WarmGrader(COURSE, fork=False) as grader:
        report, text = graded(grader, submission, ["2.1", "2.4", "3.1", "3.2"])
        assert "grade only code that you trust" in text
        assert statuses(report) == {"2.1": "failed", "2.4": "passed", "3.1": "passed", "3.2": "passed"}, text
        append(submission, "stage3_training.py", "import os\ndef gradient_descent_step(*a):\n    os._exit(3)\n")
        report, text = graded(grader, submission, ["3.1", "3.2"])
        assert statuses(report) == {"3.1": "crashed", "3.2": "passed"}, text


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),  # this is no terminal
        (["--color=yes"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colour_only_where_it_is_wanted(arguments, environment, coloured, run_grader):
    _, _, text = run_grader("-k", "2.1", *arguments, **environment)
    assert ("\033[" in text) == coloured


@pytest.mark.parametrize("fork", [True, False])
def test_a_worker_without_its_judge_goes(fork):
    code = "from pathlib import Path; from coursekit.course import Course; from coursekit.judge.process import WorkerProcess\n"
    code += f"w = WorkerProcess(Course(Path('grader')), [3], fork={fork})\n"
    code += "print(w.process.pid, w.folder, flush=True); import os; os._exit(0)"
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout
    pid, folder = printed.split(" ", 1)
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(int(pid)).wait(timeout=60)
    assert not Path(folder.strip()).exists()
