"""What can be exported, and what is said where it cannot. (About 10 seconds: two processes that import torch.)"""

import json
import re
import shutil
import sys

import pytest
import torch
from safetensors.torch import load_file, save_file

from digits.draw.command import draw
from digits.draw.export import about
from digits.draw.probe import probe
from tests.helpers import COURSE, SOLUTIONS, append

WEIGHTS = COURSE.lessons / "reference.safetensors"


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "submission"
    folder.mkdir()
    for name in ("stage1_data.py", "stage2_model.py"):
        shutil.copy(SOLUTIONS / name, folder)
    return folder


@pytest.fixture
def refusal(submission, tmp_path, capsys):
    """What is said of these weights, where nothing is written."""

    def said(weights) -> str:
        target = tmp_path / "x.html"
        options = ["--submission", str(submission), "--weights", str(weights), "--export", str(target)]
        assert draw(options) == 1
        assert not target.exists()
        printed = capsys.readouterr()
        assert not printed.out
        return printed.err

    return said


def test_the_scale_is_that_of_the_students_transform(submission, tmp_path, capsys):
    append(submission, "stage1_data.py", "def build_transform(mean=0.5, std=0.25):\n    print('hello')\n"
           "    return transforms.Compose([transforms.ToTensor(), transforms.Normalize((mean,), (std,))])\n")  # fmt: skip
    target = tmp_path / "my_digits.html"
    assert draw(["--submission", str(submission), "--weights", str(WEIGHTS), "--export", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    net = json.loads(re.search(r'id="net">\n(.*)\n</script>', target.read_text(encoding="utf-8"))[1])
    assert net["mean"] == pytest.approx(0.5, abs=1e-6) and net["std"] == pytest.approx(0.25, abs=1e-6)
    assert target.stat().st_size < 350_000


OTHERS = {
    "a transform that turns the picture": (
        "stage1_data.py",
        "_plain = build_transform\ndef build_transform():\n    scaled = _plain()\n    return lambda image: scaled(image).flip(2)\n",
        r"build_transform\(\) does more",
    ),
    "a transform that bends the greys": (
        "stage1_data.py",
        "_plain = build_transform\ndef build_transform():\n    scaled = _plain()\n    return lambda image: scaled(image) ** 3\n",
        r"build_transform\(\) does more",
    ),
    "no ReLU after the first layer": (
        "stage2_model.py",
        "class DigitCNN(DigitCNN):\n    def forward(self, images):\n        x = F.max_pool2d(self.conv1(images), 2)\n"
        "        x = F.relu(F.max_pool2d(self.conv2(x), 2)).flatten(1)\n"
        "        return F.log_softmax(self.fc2(F.relu(self.fc1(x))), dim=1)\n",
        "DigitCNN.forward computes something else",
    ),
    "one more layer": (
        "stage2_model.py",
        "class DigitCNN(DigitCNN):\n    def __init__(self):\n        super().__init__()\n        self.fc3 = nn.Linear(10, 10)\n",
        "do not fit your DigitCNN",
    ),
    "an exception": ("stage2_model.py", "\n\n1 / 0\n", r"ZeroDivisionError: division by zero \(stage2_model.py:\d+\)"),
    "not written": (
        "stage1_data.py",
        "def build_transform():\n    raise NotImplementedError('1.2 build_transform')\n",
        r"1.2 build_transform \(stage1_data.py:\d+\)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "code", "said"), OTHERS.values(), ids=OTHERS)
def test_what_the_page_cannot_compute_is_found_out(submission, monkeypatch, file, code, said):
    """In this process, where torch is imported already."""
    append(submission, file, code)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in ("stage1_data", "stage2_model"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    try:
        assert re.search(said, probe(submission.resolve(), WEIGHTS)["error"])
    finally:
        for name in ("stage1_data", "stage2_model"):
            sys.modules.pop(name, None)


def test_a_net_that_the_page_cannot_compute_is_refused(submission, refusal):
    append(submission, *OTHERS["no ReLU after the first layer"][:2])
    said = refusal(WEIGHTS)
    assert said.startswith("This network cannot be exported: your DigitCNN.forward") and "python -m digits draw" in said


def test_stage_files_that_end_their_process_are_told(submission, refusal):
    (submission / "stage1_data.py").write_text("import os\nos._exit(3)\n", encoding="utf-8")
    assert "stopped before they answered: exit code 3" in refusal(WEIGHTS)


def test_weights_of_another_network_are_refused(tmp_path, refusal):
    state = load_file(WEIGHTS)
    state["conv1.weight"] = torch.zeros(32, 1, 3, 3)
    save_file(state, tmp_path / "other.safetensors")
    said = refusal(tmp_path / "other.safetensors")
    assert "conv1.weight has the shape (32, 1, 3, 3), not (32, 1, 5, 5)" in said and "python -m digits draw" in said


@pytest.mark.parametrize("data", [None, b"", b"no tensors"], ids=["none", "empty", "text"])
def test_missing_and_damaged_weights_are_told_apart(tmp_path, refusal, data):
    weights = tmp_path / "weights.safetensors"
    if data is not None:
        weights.write_bytes(data)
    said = refusal(weights)
    assert ("train your network first" in said) if data is None else ("cannot be read as safetensors" in said)


def test_the_sentence_says_what_the_weights_say():
    whole = {"accuracy": "0.9828", "epochs": "3", "data": "mnist"}
    assert about(whole, None) == (
        "This network has 46,566 weights and biases, and reads 98.28 % of MNIST’s test digits correctly after 3 epochs of training."
    )
    assert about({**whole, "epochs": "1", "data": "rendered"}, "Ada") == (
        "Ada’s network has 46,566 weights and biases, and reads 98.28 % of the test digits that its course drew correctly"
        " after 1 epoch of training."
    )
    assert about({}, "Ada") == "Ada’s network has 46,566 weights and biases."
