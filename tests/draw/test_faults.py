"""What is said where a network can't be loaded: each case in this process, for a child of its own takes seconds."""

import shutil

import pytest

from digits.draw.child import Watch, load
from tests.helpers import ROOT, SOLUTIONS
from tests.pads import stages, untrained_weights


@pytest.fixture
def folder(tmp_path):
    """A submission that solves all."""
    return shutil.copytree(SOLUTIONS, tmp_path / "own", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return untrained_weights(tmp_path_factory.mktemp("weights") / "weights.safetensors")


@pytest.fixture
def said(folder, weights):
    """A function that loads the submission and returns what is sent."""

    def said(weights=weights) -> dict:
        messages = []
        with stages(folder):
            load(folder, weights, Watch(folder, 60, messages.append), messages.append)
        (message,) = messages
        return message

    return said


def change(file, old: str, new: str) -> int:
    """Put `new` in the place of `old`; returns the number of its line."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_right_is_loaded(said):
    message = said()
    assert "fault" not in message
    assert (message["about"]["accuracy"], message["about"]["epochs"]) == (0.0806, 0)
    assert message["kernels"]["conv2"]["shape"] == [16, 32, 3, 3]


def test_no_weights_yet(said, folder, tmp_path):
    fault = said(tmp_path / "none.safetensors")["fault"]
    assert "There are no weights" in fault["message"]
    assert fault["advice"] == f"Train your network: python {folder / 'stage4_evaluation.py'}"


def test_damaged_weights(said, tmp_path):
    (tmp_path / "bad.safetensors").write_bytes(b"not weights at all")
    assert "can't be read as safetensors" in said(tmp_path / "bad.safetensors")["fault"]["message"]


def test_stage_files_as_they_are_handed_out(said, folder):
    shutil.copy(ROOT / "exercises/stage1_data.py", folder)
    fault = said()["fault"]
    assert fault["message"] == "Next to write: 1.2 build_transform"
    assert fault["file"] == "stage1_data.py"
    lines = (folder / "stage1_data.py").read_text(encoding="utf-8").splitlines()
    assert lines[fault["line"] - 1].strip() == fault["code"] == 'raise NotImplementedError("1.2 build_transform")'


def test_forward_is_not_written(said, folder):
    line = change(
        folder / "stage2_model.py",
        "x = F.relu(F.max_pool2d(self.conv1(images), 2))",
        'raise NotImplementedError("2.3")',
    )
    fault = said()["fault"]
    assert (fault["message"], fault["file"], fault["line"]) == ("Next to write: 2.3", "stage2_model.py", line)


def test_a_stage_file_is_missing(said, folder):
    (folder / "stage2_model.py").unlink()
    assert said()["fault"]["message"] == f"This needs stage2_model.py, which is not in {folder}."


def test_half_written(said, folder):
    line = change(folder / "stage2_model.py", "self.fc2 = nn.Linear(100, 10)", "self.fc2 = nn.Linear(100, ")
    fault = said()["fault"]
    assert fault["message"].startswith("SyntaxError")
    assert (fault["file"], fault["line"]) == ("stage2_model.py", line)


def test_a_net_of_another_shape(said, folder):
    change(
        folder / "stage2_model.py", "self.conv1 = nn.Conv2d(1, 32, kernel_size=5)", "self.conv1 = nn.Conv2d(1, 24, 5)"
    )
    message = said()["fault"]["message"]
    assert "conv1.weight is (24, 1, 5, 5) in the network and (32, 1, 5, 5) in the file" in message
    assert "train it again" in message


def test_an_exception_names_their_own_line(said, folder):
    line = change(folder / "stage2_model.py", "x = x.flatten(start_dim=1)", "x = x.flatten(start_dim=7)")
    fault = said()["fault"]
    assert fault["message"].startswith("IndexError: ")
    assert (fault["file"], fault["line"]) == ("stage2_model.py", line)
    assert fault["code"].startswith("x = x.flatten(start_dim=7)")


def test_exit_at_import(said, folder):
    line = change(folder / "stage1_data.py", "import torch\n", "import torch\nraise SystemExit(3)\n") + 1
    fault = said()["fault"]
    assert fault["message"] == "Your code ended the program (3) while importing stage1_data.py."
    assert fault["line"] == line


@pytest.mark.parametrize(
    "old, new, words",
    [
        (
            "return F.log_softmax(self.fc2(x), dim=1)",
            "return F.log_softmax(self.fc2(x), dim=1)[0]",
            "torch.float32 of shape (10,)",
        ),
        ("return F.log_softmax(self.fc2(x), dim=1)", "return [self.fc2(x)]", "returned a list"),
        ("return F.log_softmax(self.fc2(x), dim=1)", "return self.fc2(x) * float('nan')", "NaN"),
    ],
)
def test_no_log_probabilities(said, folder, old, new, words):
    change(folder / "stage2_model.py", old, new)
    fault = said()["fault"]
    assert words in fault["message"]
    lines = (folder / "stage2_model.py").read_text(encoding="utf-8").splitlines()
    assert fault["file"] == "stage2_model.py"
    assert lines[fault["line"] - 1].strip().startswith("def forward")
