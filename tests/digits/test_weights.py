"""`digits.weights`: what is saved comes back, and what can't be used is said in words. About a second."""

import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from digits.weights import (
    MissingWeightsError,
    OtherNetError,
    WeightsError,
    draw_command,
    load_into,
    load_weights,
    save_weights,
)

ABOUT = {"accuracy": 0.9805, "seed": 1, "epochs": 3, "data": "mnist"}


class Net(nn.Module):
    def __init__(self, width: int = 4):
        super().__init__()
        self.conv = nn.Conv2d(1, width, 3)
        self.norm = nn.BatchNorm2d(width)
        self.alias = self.conv  # two names of one tensor


def test_what_is_saved_comes_back(tmp_path):
    file = tmp_path / "new" / "weights.safetensors"
    model = Net().to(memory_format=torch.channels_last)
    save_weights(file, model, **ABOUT)
    other = Net()
    about = load_into(other, file)
    assert {name: about[name] for name in ABOUT} == ABOUT
    assert about["course"]
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, other.state_dict()[name]), name
    assert set(load_file(file)) == set(load_weights(file)[0])
    assert [each.name for each in file.parent.iterdir()] == [file.name], "something was left beside it"


def test_there_is_no_file(tmp_path):
    with pytest.raises(MissingWeightsError, match="no weights in .*nothing.safetensors"):
        load_weights(tmp_path / "nothing.safetensors")


@pytest.mark.parametrize("keep", [0, 5, 200, -7])
def test_a_damaged_file(tmp_path, keep):
    file = tmp_path / "weights.safetensors"
    save_weights(file, Net(), **ABOUT)
    file.write_bytes(file.read_bytes()[:keep])
    with pytest.raises(WeightsError, match="can't be read as safetensors.*Train again"):
        load_weights(file)


def test_the_weights_of_another_net(tmp_path):
    file = tmp_path / "weights.safetensors"
    save_weights(file, Net(width=8), **ABOUT)
    model = Net()
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    with pytest.raises(
        OtherNetError, match=r"conv.weight is \(4, 1, 3, 3\) in the network and \(8, 1, 3, 3\) in the file"
    ):
        load_into(model, file)
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())
    with pytest.raises(OtherNetError, match="alias.weight is in the file, and not in the network"):
        load_into(Net(8).conv, file)


def test_metadata_that_someone_else_wrote(tmp_path):
    from safetensors.torch import save_file

    save_file({"a": torch.ones(2)}, tmp_path / "other.safetensors", {"accuracy": "high", "seed": "3"})
    assert load_weights(tmp_path / "other.safetensors")[1] == {"seed": 3}


@pytest.mark.parametrize(
    ("script", "given"),
    [
        ("exercises/stage4_evaluation.py", ""),
        ("solutions/stage4_evaluation.py", "--submission solutions "),
        ("my work/stage4_evaluation.py", '--submission "my work" '),
        ("stage4_evaluation.py", "--submission . "),
        ("ipykernel_launcher.py", ""),  # a notebook, of which nobody knows where it lies
    ],
)
def test_the_command_to_draw_names_the_stage_files_that_were_run(script, given, monkeypatch):
    monkeypatch.setattr(sys, "argv", [script])
    assert draw_command(Path("weights.safetensors")) == f"python -m digits draw {given}--weights weights.safetensors"
