"""A report with every status in it is, to the last word, the one in golden/report.json.

Where a change is meant: `REWRITE_GOLDEN=1 pytest tests/course/test_golden_report.py` writes it anew; read the difference.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.judge.observer import Observer
from coursekit.judge.results import STATUSES
from coursekit.judge.run import Run
from coursekit.report.json_file import JsonFile, exercises_of
from tests.helpers import COURSE

GOLDEN = Path(__file__).with_name("golden") / "report.json"
VARIABLE = "REWRITE_GOLDEN"
MEANT = f"No longer as in golden/{GOLDEN.name}. If that is meant, set {VARIABLE}=1, run this, and read the difference."
SEED = 7
STAGE_2 = """
import torch
from torch import nn

def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size - dilation * (kernel_size - 1) - 1) // stride + 1

class DigitCNN(nn.Module):
    def __init__(self, dropout=0.2):
        super().__init__()
        self.dropout = dropout
        raise NotImplementedError("2.2 DigitCNN.__init__")

    def forward(self, images):
        raise NotImplementedError("2.3 DigitCNN.forward")

def nll_loss(log_probs, labels):
    return 1 / 0
"""
STAGE_3 = """
import time
import torch

def gradient_descent_step(parameters, learning_rate):
    time.sleep(600)

def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
"""
STOPPED_AT = "3.3"
SELECTED = [exercise.id for number in (2, 3) for exercise in COURSE.of_stage(number)]


class CtrlC(Observer):
    """Stops a run when it comes to this exercise."""

    def begun(self, run, result) -> None:
        if result.exercise.id == STOPPED_AT:
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def report(warm, tmp_path_factory) -> dict:
    """The JSON file of a stopped run, without what differs from run to run."""
    home = tmp_path_factory.mktemp("golden")
    (home / "submission").mkdir()
    (home / "submission" / "stage2_model.py").write_text(STAGE_2, encoding="utf-8")
    (home / "submission" / "stage3_training.py").write_text(STAGE_3, encoding="utf-8")
    course = Course(COURSE.folder)
    course.exercises["3.1"] = replace(course.exercises["3.1"], seconds=2.0)  # until it is timed out
    file = home / "report.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)  # so that paths are short, and the same everywhere
        run = Run(course, Path("submission"), warm.worker, warm.data, SEED, observers=[JsonFile(file), CtrlC()])
        with pytest.raises(KeyboardInterrupt):
            run.grade(SELECTED)
    found = json.loads(file.read_text(encoding="utf-8"))
    assert set(found.pop("sandbox")) == {"level", "system_calls_filtered", "holds", "does_not_hold"}  # the machine's
    for row in exercises_of(found):
        assert isinstance(row["seconds"], float)
        row["seconds"] = 0.0
        row["message"] = row["message"].replace(os.sep, "/")
    return found


@pytest.fixture(scope="module")
def golden(report) -> dict:
    if os.environ.get(VARIABLE):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def of_status(report: dict, status: str) -> list[dict]:
    return [row for row in exercises_of(report) if row["status"] == status]


@pytest.mark.parametrize("status", STATUSES)
def test_what_is_said_of_an_exercise(status, report, golden):
    assert of_status(golden, status), f"golden/{GOLDEN.name} has no exercise that is {status}"
    assert of_status(report, status) == of_status(golden, status), MEANT


def test_what_is_said_of_the_run(report, golden):
    def head(report: dict) -> dict:
        return {
            **report,
            "exercises": [(row["id"], row["status"]) for row in exercises_of(report)],
            "bonus": report["bonus"]["score"],
        }

    assert head(report) == head(golden), MEANT


def test_the_mistake_has_a_name(golden):
    assert [row["mistake"] for row in of_status(golden, "failed")] == ["padding-ignored"]
