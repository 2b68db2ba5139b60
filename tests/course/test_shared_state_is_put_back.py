"""Without forking, jobs share a process: what one exercise leaves changed in it does not reach the next."""

from pathlib import Path

import psutil
import pytest

from coursekit.warm import WarmGrader
from tests.helpers import COURSE, append, graded, row_of

# What the first exercise does, and what the second must find.
LEFT_BEHIND = {
    "gradient mode": ("torch.set_grad_enabled(False)", "GRADIENTS_AT_IMPORT"),
    "default dtype": ("torch.set_default_dtype(torch.float64)", "torch.get_default_dtype() is torch.float32"),
    "default device": ("torch.set_default_device('meta')", "torch.ones(1).device.type == 'cpu'"),
    "determinism": (
        "torch.use_deterministic_algorithms(True)",
        "not torch.are_deterministic_algorithms_enabled()",
    ),
    "new variable": ("os.environ['LEFT_BEHIND'] = 'yes'", "'LEFT_BEHIND' not in os.environ"),
    "lost variable": ("os.environ.pop('PATH', None)", "'PATH' in os.environ"),
    "path": ("sys.path.insert(0, 'left_behind')", "'left_behind' not in sys.path"),
    "finders": ("sys.meta_path.append(PathFinder)", "sys.meta_path.count(PathFinder) == 1"),
    "modules": ("sys.modules['left_behind'] = os", "'left_behind' not in sys.modules"),
    "warnings": ("warnings.filterwarnings('error', 'left behind')", "'left behind' not in str(warnings.filters)"),
    "output object": ("sys.stdout = io.StringIO()", "sys.stdout is sys.__stdout__"),
    "error object": ("sys.stderr = io.StringIO()", "sys.stderr is sys.__stderr__"),
    "output stream": ("os.dup2(os.open(os.devnull, os.O_WRONLY), 1)", "True"),  # it is heard, see below
    "figures": ("pyplot.figure()", "not pyplot.get_fignums()"),
    "figure settings": (
        "matplotlib.rcParams['lines.linewidth'] = 31.0",
        "matplotlib.rcParams['lines.linewidth'] != 31.0",
    ),
}
FIRST = """
import io, os, sys, threading, time, warnings
import matplotlib
from importlib.machinery import PathFinder
from matplotlib import pyplot
import torch

def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    {code}
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
"""
SECOND = """
import io, os, sys, threading, time, warnings
import matplotlib
from importlib.machinery import PathFinder
from matplotlib import pyplot
GRADIENTS_AT_IMPORT = torch.is_grad_enabled()

def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    assert {condition}
    print("still heard")
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
"""


@pytest.fixture(scope="module")
def sharing(rendered_root):
    """A grader whose jobs share a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITS_DATA", str(rendered_root))
        with WarmGrader(COURSE, fork=False) as grader:
            yield grader


def graded_one_after_the_other(sharing: WarmGrader, submission: Path, code: str, condition: str) -> dict:
    append(submission, "stage2_model.py", FIRST.format(code=code))
    append(submission, "stage3_training.py", SECOND.format(condition=condition))
    return sharing.grade(submission, ["2.1", "3.2"]).results


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_what_an_exercise_leaves_behind_does_not_reach_the_next(name, sharing, submission):
    results = graded_one_after_the_other(sharing, submission, *LEFT_BEHIND[name])
    assert results["2.1"].status == "passed", results["2.1"].message
    assert results["3.2"].status == "passed", results["3.2"].message
    assert "still heard" in results["3.2"].output


def test_a_thread_that_goes_on_ends_with_its_exercise(sharing, submission):
    code = "threading.Thread(target=time.sleep, args=(600,), name='left behind', daemon=True).start()"
    condition = "'left behind' not in [thread.name for thread in threading.enumerate()]"
    results = graded_one_after_the_other(sharing, submission, code, condition)
    assert results["3.2"].status == "passed", results["3.2"].message


def test_the_worker_stays_in_its_folder(sharing, submission):
    graded_one_after_the_other(sharing, submission, "os.chdir('/')", "True")
    worker = sharing.worker
    assert Path(psutil.Process(worker.process.pid).cwd()) == worker.folder.resolve()


def test_a_stream_that_was_closed_is_there_for_the_next_exercise(submission, rendered_root, monkeypatch):
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    append(submission, "stage3_training.py", "def gradient_descent_step(*a):\n    import sys; sys.stdout.close()\n")
    append(submission, "stage3_training.py", "def build_optimizer(*a, **k):\n    print('still here')\n")
    with WarmGrader(COURSE, fork=False) as grader:
        report, text = graded(grader, submission, ["3.1", "3.2"])
    assert "closed file" not in row_of(report, "3.2")["message"], text
