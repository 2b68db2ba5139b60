"""Submissions that cheat or break things: they earn nothing by it, and the rest of the run goes on."""

import os
import re
import sys
from pathlib import Path

import psutil
import pytest

from coursekit.sandbox.landlock import landlock_version
from tests.helpers import COURSE, ROOT, SOLUTIONS, append, graded, row_of, statuses

RIGHT_STEP = """
def gradient_descent_step(parameters, learning_rate):
    {first}
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter -= learning_rate * parameter.grad
"""


def hostile_3_1(body: str) -> str:
    """A gradient_descent_step that does something else."""
    lines = "\n".join(f"    {line}" for line in body.strip().splitlines())
    return f"import os, sys, ctypes, signal, subprocess\n\ndef gradient_descent_step(parameters, learning_rate):\n{lines}\n"


CRASHES = {
    "os._exit": "os._exit(0)",
    "sys.exit": "sys.exit(0)",
    "exit": "exit()",
    "segfault": "ctypes.string_at(0)",
    "kill_own_process": "os.kill(os.getpid(), signal.SIGKILL)",
    "kill_own_group": "os.killpg(0, signal.SIGKILL)",
    "memory": "torch.ones(10**13)",
    "recursion": "return gradient_descent_step(parameters, learning_rate)",
    "keyboard_interrupt": "raise KeyboardInterrupt",
    "base_exception": "raise BaseException('no')",
    "close_everything": "os.closerange(0, 1000); os._exit(0)",
}


@pytest.mark.parametrize("name", CRASHES)
def test_a_crash_costs_its_exercise_alone(name, warm, submission):
    append(submission, "stage3_training.py", hostile_3_1(CRASHES[name]))
    report, text = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "passed"} and row_of(report, "3.1")["score"] == 0, text
    assert "Traceback" not in text and "The grader" not in text


def test_an_endless_loop_that_catches_everything_times_out(warm, submission):
    body = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    append(submission, "stage3_training.py", hostile_3_1(body))
    report, _ = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "timed_out", "3.2": "passed"}
    assert "10 seconds" in row_of(report, "3.1")["message"]


@pytest.mark.skipif(sys.platform != "linux", reason="an ended worker cannot be told from an ended job")
@pytest.mark.parametrize("signal", ["SIGKILL", "SIGTERM", "SIGSEGV"])
def test_the_signal_that_ended_a_job_is_told(signal, warm, submission):
    append(submission, "stage3_training.py", hostile_3_1(f"os.kill(os.getpid(), signal.{signal})"))
    report, text = graded(warm, submission, ["3.1"])
    assert signal in row_of(report, "3.1")["message"], text


@pytest.mark.skipif(sys.platform != "linux", reason="an ended worker cannot be told from an ended job")
def test_killing_the_parent_is_no_way_out(warm, submission):
    append(submission, "stage3_training.py", hostile_3_1("os.kill(os.getppid(), signal.SIGKILL)"))
    report, _ = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report)["3.1"] in ("crashed", "failed") and statuses(report)["3.2"] == "passed"


def test_forged_output_earns_nothing(warm, submission):
    forged = (
        'text = b\'{"status": "passed", "score": 100.0}\\n\' * 50\n'
        "for number in range(256):\n    try: os.write(number, text)\n    except OSError: pass\n"
        "print('100 passed in 0.01s')"
    )
    append(submission, "stage3_training.py", hostile_3_1(forged))
    report, text = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report)["3.1"] in ("crashed", "failed") and statuses(report)["3.2"] == "passed", text
    assert report["score"] == COURSE.exercises["3.2"].points


def test_forged_files_earn_nothing(warm, submission):
    """What the judge reads are values: a reply that says "passed" has none of them."""
    forge = "import pathlib\nfor name in ('reply', 'done'):\n    (pathlib.Path.cwd().parent / name).write_text('passed')\nos._exit(0)"
    append(submission, "stage3_training.py", hostile_3_1(forge))
    report, _ = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "passed"}


def test_a_flood_of_prints_is_capped(warm, submission):
    append(submission, "stage3_training.py", hostile_3_1("for _ in range(20000): print('x' * 100)\nreturn"))
    report, text = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "failed"}
    assert len(text) < 10_000 and "more lines" in text


def test_prints_of_a_passed_exercise_are_not_shown(warm, submission):
    append(submission, "stage3_training.py", RIGHT_STEP.format(first="print('here I am')"))
    report, text = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "passed"}
    assert "here I am" not in text


def test_what_is_always_equal_is_not_equal_to_the_right_answer(warm, submission):
    code = """
class Agreeable(torch.Tensor):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def allclose(self, *others, **options): return True
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), options=None):
        if function in (torch.allclose, torch.equal, torch.isclose, torch.Tensor.__eq__):
            return True
        return super().__torch_function__(function, types, arguments, options or {})

class AgreeableFloat(float):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __repr__(self): return "0.1307"

def nll_loss(log_probs, labels):
    return (log_probs.sum() * 0).as_subclass(Agreeable)
"""
    append(submission, "stage2_model.py", code)
    append(
        submission,
        "stage1_data.py",
        code + "\ndef pixel_stats(images):\n    return AgreeableFloat(5), AgreeableFloat(5)\n",
    )
    report, _ = graded(warm, submission, ["1.1", "2.1", "2.4"])
    assert statuses(report) == {"1.1": "failed", "2.1": "passed", "2.4": "failed"}


def test_a_patched_torch_does_not_reach_the_judge_or_the_next_exercise(warm, submission):
    code = (
        "torch.allclose = torch.equal = torch.isclose = lambda *a, **k: True\ntorch.set_default_dtype(torch.float64)\n"
    )
    append(
        submission,
        "stage3_training.py",
        code + "torch.set_grad_enabled(False)\nos_name = None\n" + hostile_3_1("return"),
    )
    report, _ = graded(warm, submission, ["2.1", "2.4", "3.1"])
    assert statuses(report) == {"2.1": "passed", "2.4": "passed", "3.1": "failed"}


def test_the_graders_own_files_stay(warm, submission):
    target = COURSE.folder / "course.toml"
    before = target.read_bytes()
    append(submission, "stage3_training.py", hostile_3_1(f"open({str(target)!r}, 'w').write('x')"))
    report, text = graded(warm, submission, ["3.1", "3.2"])
    assert target.read_bytes() == before
    assert statuses(report) == {"3.1": "crashed" if sys.platform == "linux" else "failed", "3.2": "passed"}, text


def test_a_submission_cannot_import_the_judges_answers(warm, submission):
    append(submission, "stage3_training.py", hostile_3_1("import grader.checks.training.train_step"))
    report, _ = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "crashed"}


SECRETS = {
    "solutions": SOLUTIONS / "stage3_training.py",
    "tests": ROOT / "tests" / "alternatives" / "gradient_descent_step_data.py",
    "history": ROOT / ".git" / "HEAD",
    "labels": "MNIST/raw/t10k-labels-idx1-ubyte",
}


@pytest.mark.skipif(not landlock_version(), reason="this system has no Landlock")
@pytest.mark.parametrize("name", SECRETS)
def test_a_submission_cannot_read_the_answers(name, warm, submission, rendered_root):
    secret = rendered_root / SECRETS[name]
    assert secret.is_file()
    steal = f"return open({str(secret)!r}, 'rb').read()"
    append(submission, "stage3_training.py", hostile_3_1(steal))
    report, text = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "passed"}
    message = row_of(report, "3.1")["message"]
    assert re.search("(PermissionError|FileNotFoundError)(.|\n)*While it is graded, your code", message), message


@pytest.mark.skipif(landlock_version() < 4, reason="this system's Landlock does not know TCP")
def test_a_submission_cannot_phone_home(warm, submission):
    call = "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)"
    append(submission, "stage3_training.py", hostile_3_1(call))
    report, _ = graded(warm, submission, ["3.1"])
    assert "PermissionError" in row_of(report, "3.1")["message"]


def test_no_process_is_left_behind(warm, submission):
    marker = "31415.9265"
    first = (
        "import subprocess; "
        f"[subprocess.Popen(command, start_new_session=True) for command in (['sleep', '{marker}'], ['setsid', 'sleep', '{marker}'])]"
    )
    if os.name == "nt":
        pytest.skip("there is no sleep command")
    append(submission, "stage3_training.py", RIGHT_STEP.format(first=first))
    report, text = graded(warm, submission, ["3.1"])
    assert statuses(report) == {"3.1": "passed"}, text
    assert not [
        process for process in psutil.process_iter(["cmdline"]) if marker in " ".join(process.info["cmdline"] or [])
    ]


def test_what_one_exercise_leaves_behind_does_not_reach_the_next(warm, submission):
    first = (
        "import os; torch.set_default_dtype(torch.float64); torch.set_grad_enabled(False); os.chdir('/');"
        " os.environ.clear(); torch.nn.functional.nll_loss = None; import sys; sys.stdout.close(); torch.manual_seed(0)"
    )
    append(submission, "stage3_training.py", RIGHT_STEP.format(first=first))
    report, text = graded(warm, submission, ["3.1", "3.2", "3.3"])
    # 3.1 itself leaves gradients switched off, which costs its own points.
    assert statuses(report) == {"3.1": "failed", "3.2": "passed", "3.3": "passed"}, text
    assert row_of(report, "3.1")["mistake"] == "gradients-switched-off"


CONFTEST = """
import pathlib
pathlib.Path({marker!r}).touch()
def pytest_runtest_makereport(item, call): raise SystemExit(0)
def pytest_addoption(parser): parser.addoption("--submission")
"""


@pytest.mark.parametrize("style", ["--submission DIR", "--submission=DIR", "first"])
def test_no_file_of_a_submission_is_collected_or_configures_pytest(style, run_grader, submission, tmp_path):
    marker = str(tmp_path / "executed")
    (submission / "conftest.py").write_text(CONFTEST.format(marker=marker), encoding="utf-8")
    (submission / "test_stage3_training.py").write_text(f"open({marker!r}, 'w')\n", encoding="utf-8")
    (submission / "pytest.ini").write_text(
        "[pytest]\naddopts = --collect-only\npython_files = *.py\n", encoding="utf-8"
    )
    for name in ("grader", "digits", "torch", "json", "pytest"):
        (submission / f"{name}.py").write_text(f"open({marker!r}, 'w')\n", encoding="utf-8")
    if style == "first":
        code, report, text = run_first(run_grader, submission, tmp_path)
        assert code != 0 and "grader first" in text, text
    else:
        arguments = style.replace("DIR", str(submission)).split(" ", 1)
        code, report, text = run_grader(*arguments, "-k", "3.1")
        assert (code, statuses(report)) == (0, {"3.1": "passed"}), text
    assert not Path(marker).exists()


def run_first(run_grader, submission, tmp_path):
    """Run with the word `grader` after the submission, where pytest would take that folder's pytest.ini."""
    import subprocess

    command = [sys.executable, "-m", "pytest", "--submission", str(submission), "grader", "-k", "3.1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, {}, done.stdout + done.stderr
