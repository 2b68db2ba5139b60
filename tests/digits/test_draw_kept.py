"""My test set: kept drawings, read back by torchvision and measured by `evaluate`. A few seconds."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST

from digits import idx
from digits.check import check, images_file
from digits.draw import kept
from digits.weights import load_into
from tests.helpers import SOLUTIONS
from tests.pads import stages, untrained_weights


@pytest.fixture
def pictures():
    """Five drawings, prepared in two ways: uint8 (5, 2, 28, 28)."""
    return np.random.default_rng(0).integers(0, 256, (5, 2, 28, 28), dtype=np.uint8)


def fill(root, pictures, labels=(7, 1, 7, 0, 9)) -> None:
    for label, (prepared, shrunk) in zip(labels, pictures, strict=True):
        kept.keep(root, label, {"mnist": prepared.tobytes(), "shrunk": shrunk.tobytes()})


def reference(state: dict, images: torch.Tensor) -> torch.Tensor:
    """The log-probabilities of the course's network, written with functions."""
    x = images
    for layer in ("conv1", "conv2"):
        x = F.max_pool2d(F.relu(F.conv2d(x, state[f"{layer}.weight"], state[f"{layer}.bias"])), 2)
    x = F.relu(F.linear(x.flatten(1), state["fc1.weight"], state["fc1.bias"]))
    return F.log_softmax(F.linear(x, state["fc2.weight"], state["fc2.bias"]), dim=1)


def test_torchvision_reads_what_was_kept(tmp_path, pictures):
    fill(tmp_path / "data" / "mine", pictures)
    for number, root in enumerate([tmp_path / "data/mine", tmp_path / "data/mine/shrunk"]):
        mine = MNIST(root, train=False, download=False)
        assert mine.targets.tolist() == [7, 1, 7, 0, 9]
        assert np.array_equal(mine.data.numpy(), pictures[:, number])
        assert check(root) == (5, 5)
    assert sorted(each.name for each in (tmp_path / "data").iterdir()) in (["mine"], [".lock", "mine"])


def test_evaluate_runs_on_them(tmp_path, pictures):
    fill(tmp_path / "mine", pictures)
    weights = tmp_path / "weights.safetensors"
    untrained_weights(weights)
    with stages(SOLUTIONS):
        from stage1_data import build_loaders, build_transform
        from stage2_model import DigitCNN, nll_loss
        from stage4_evaluation import evaluate
    model = DigitCNN()
    load_into(model, weights)
    measured = []
    for root in (tmp_path / "mine", tmp_path / "mine" / "shrunk"):
        mine = MNIST(root, train=False, download=False, transform=build_transform())
        measured.append(evaluate(model, nll_loss, DataLoader(mine, batch_size=2), torch.device("cpu")))
    assert len(build_loaders(tmp_path / "mine")[1].dataset) == 5
    state = load_file(weights)
    labels = torch.tensor([7, 1, 7, 0, 9])
    for number, (loss, accuracy) in enumerate(measured):
        images = (torch.from_numpy(pictures[:, number]).unsqueeze(1).float() / 255 - 0.1307) / 0.3081
        log_probs = reference(state, images)
        assert loss == pytest.approx(torch.nn.functional.nll_loss(log_probs, labels).item(), abs=1e-4)
        assert accuracy == pytest.approx((log_probs.argmax(dim=1) == labels).float().mean().item())


def test_one_is_removed_and_the_last_one_leaves_nothing(tmp_path, pictures):
    root = tmp_path / "mine"
    fill(root, pictures)
    names = kept.load(root).names()
    assert len(set(names)) == 5
    kept.forget(root, names[1])
    left = kept.load(root)
    assert left.labels.tolist() == [7, 7, 0, 9]
    assert np.array_equal(left.pictures["shrunk"], pictures[[0, 2, 3, 4], 1])
    with pytest.raises(KeyError):
        kept.forget(root, names[1])
    for _ in range(4):
        kept.forget(root, kept.load(root).names()[0])
    assert len(kept.load(root).labels) == 0
    assert not any(root.iterdir())
    fill(root, pictures[:1], [3])
    assert kept.load(root).labels.tolist() == [3]


def test_what_is_broken_off_leaves_the_old_ones(tmp_path, pictures, monkeypatch):
    root = tmp_path / "mine"
    fill(root, pictures[:2], [1, 2])
    written = []

    def full(path, values):
        written.append(path)
        if len(written) == 3:
            raise OSError("No space left on device")
        path.write_bytes(b"half")

    monkeypatch.setattr(idx, "write", full)
    with pytest.raises(OSError, match="No space"):
        fill(root, pictures[2:3], [3])
    monkeypatch.undo()
    assert kept.load(root).labels.tolist() == [1, 2]
    assert np.array_equal(kept.load(root).pictures["mnist"], pictures[:2, 0])


def test_a_damaged_folder_is_not_written_over(tmp_path, pictures):
    root = tmp_path / "mine"
    fill(root, pictures[:2], [1, 2])
    file = images_file(root, "t10k")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(kept.KeptError, match="can't be read.*Move that folder away"):
        fill(root, pictures[2:3], [3])
    assert file.stat().st_size == 16 + 2 * 784 - 1


@pytest.mark.parametrize("label, size", [(10, 784), (-1, 784), (3, 783)])
def test_what_is_no_drawing_is_refused(tmp_path, label, size):
    with pytest.raises(ValueError, match="0 … 9"):
        kept.keep(tmp_path / "mine", label, {"mnist": bytes(size), "shrunk": bytes(784)})
    assert not (tmp_path / "mine").exists()
