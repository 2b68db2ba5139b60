"""`--fast`: the same training, in less time."""

import copy
import os
import subprocess
import sys

import pytest
import torch
from torch import nn

from digits import fast, script
from digits.weights import NAME
from tests.helpers import ROOT

CPU = torch.device("cpu")


class ByView(nn.Module):
    """A network that flattens as older tutorials do."""

    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.fc = nn.Conv2d(1, 4, 3), nn.BatchNorm2d(4), nn.Linear(4 * 26 * 26, 10)

    def forward(self, images):
        return self.fc(self.norm(self.conv(images)).view(len(images), -1))


class ByFlatten(ByView):
    def forward(self, images):
        return self.fc(self.norm(self.conv(images)).flatten(1))


def losses(model, optimizer, batches) -> list[float]:
    found = []
    for images, labels in batches:
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        found.append(loss.item())
    return found


@pytest.mark.parametrize("network", [ByFlatten, ByView])
def test_the_same_batches_give_the_same_losses(network, capsys):
    torch.manual_seed(1)
    batches = [(torch.randn(8, 1, 28, 28), torch.randint(10, (8,))) for _ in range(6)]
    model = network().train()
    other = copy.deepcopy(model)
    plain = losses(model, torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.5), batches)
    optimizer = torch.optim.SGD(other.parameters(), lr=0.05, momentum=0.5)
    fast.lay_out_channels_last(other, batches[0][0])
    fast.fuse(optimizer)
    with fast.fast_arithmetic(CPU, enabled=False):
        assert losses(other.train(), optimizer, batches) == pytest.approx(plain, rel=1e-4)
    assert plain[-1] != pytest.approx(plain[0], rel=1e-2)  # it did learn, so a step that is left out would show
    laid_out = other.conv.weight.is_contiguous(memory_format=torch.channels_last)
    said = "view" in capsys.readouterr().out
    assert said is (network is ByView)
    assert laid_out or network is ByView


def test_in_bfloat16_the_same_batches_give_nearly_the_same_losses(monkeypatch):
    """Each forward computes with the weights as they are: a cast that is kept through a whole training learns nothing."""
    monkeypatch.setattr(fast, "computes_bfloat16", lambda: True)  # others compute it too, only more slowly
    torch.manual_seed(1)
    batches = [(torch.randn(8, 1, 28, 28), torch.randint(10, (8,)))] * 12
    model = ByFlatten().train()
    other = copy.deepcopy(model)
    plain = losses(model, torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.5), batches)
    with fast.fast_arithmetic(CPU):
        assert losses(other, torch.optim.SGD(other.parameters(), lr=0.05, momentum=0.5), batches) == pytest.approx(
            plain, abs=0.05
        )
    assert plain[-1] < plain[0] - 0.5


def test_another_error_of_a_network_is_not_hidden():
    with pytest.raises(RuntimeError, match="channels"):
        fast.lay_out_channels_last(nn.Conv2d(3, 4, 3), torch.zeros(1, 1, 28, 28))


@pytest.mark.parametrize(
    ("device", "can", "expected"), [("cpu", True, True), ("cpu", False, False), ("cuda", True, False)]
)
def test_bfloat16_is_for_processors_that_compute_it(monkeypatch, device, can, expected):
    monkeypatch.setattr(fast, "computes_bfloat16", lambda: can)
    asked = []
    monkeypatch.setattr(torch, "autocast", lambda *given, enabled, **more: asked.append(enabled))
    fast.fast_arithmetic(torch.device(device))
    fast.fast_arithmetic(torch.device(device), enabled=False)
    assert asked == [expected, False]


def test_the_run_goes_through_with_fast(whole, tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "solutions" / "stage4_evaluation.py", "--fast", "--data", whole, "--out", tmp_path, "--epochs", "2"],
        env={**os.environ, "OMP_NUM_THREADS": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "after     80 examples: test loss" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"samples.png", "history.png", "predictions.png", NAME}


def test_a_stage_that_is_not_there_is_told_in_one_line(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)

    def main():
        import stage9_not_there  # noqa: F401

    with pytest.raises(SystemExit):
        script.stage_script(main)()
    assert capsys.readouterr().err == "This needs stage9_not_there.py, which is not in the folder of this file.\n"


def test_a_package_that_is_not_there_is_not_taken_for_a_stage():
    def main():
        import not_installed_at_all  # noqa: F401

    with pytest.raises(ModuleNotFoundError):
        script.stage_script(main)()
