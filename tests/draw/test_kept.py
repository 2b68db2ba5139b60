"""My test set: kept drawings, read back by torchvision and measured by `evaluate`. A few seconds."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torchvision.datasets import MNIST

from digits import idx
from digits.check import check, images_file
from digits.draw import kept
from tests.helpers import ROOT, SOLUTIONS
from tests.pads import as_input, reference, stages, untrained_weights


@pytest.fixture
def pictures():
    """Five drawings, prepared in two ways: uint8 (5, 2, 28, 28)."""
    return np.random.default_rng(0).integers(0, 256, (5, 2, 28, 28), dtype=np.uint8)


def fill(root, pictures, labels=(7, 1, 7, 0, 9)) -> None:
    for label, (prepared, shrunk) in zip(labels, pictures, strict=True):
        kept.keep(root, label, {"mnist": prepared.tobytes(), "shrunk": shrunk.tobytes()})


def test_torchvision_reads_what_was_kept(tmp_path, pictures):
    fill(tmp_path / "data" / "mine", pictures)
    for number, root in enumerate([tmp_path / "data/mine", tmp_path / "data/mine/shrunk"]):
        mine = MNIST(root, train=False, download=False)
        assert mine.targets.tolist() == [7, 1, 7, 0, 9]
        assert np.array_equal(mine.data.numpy(), pictures[:, number])
        assert check(root) == (5, 5)
    assert sorted(each.name for each in (tmp_path / "data").iterdir()) in (["mine"], [".lock", "mine"])


def test_the_lessons_program_measures_them(tmp_path, pictures, monkeypatch, capsys):
    fill(tmp_path / "data" / "mine", pictures)
    weights = untrained_weights(tmp_path / "out" / "weights.safetensors")
    lesson = (ROOT / "lessons" / "4_evaluation.py").read_text(encoding="utf-8")
    program = lesson.partition("## Draw your own")[2].partition("# ```python\n")[2].partition("# ```\n")[0]
    monkeypatch.chdir(tmp_path)
    with stages(SOLUTIONS):
        exec("\n".join(line.removeprefix("# ").removeprefix("#") for line in program.splitlines()), {})
    printed = capsys.readouterr().out.splitlines()
    labels = torch.tensor([7, 1, 7, 0, 9])
    for number, (folder, line) in enumerate(zip(("data/mine", "data/mine/shrunk"), printed, strict=True)):
        log_probs = reference(weights, as_input(pictures[:, number]))["log_probs"]
        accuracy = (log_probs.argmax(dim=1) == labels).float().mean().item()
        loss = F.nll_loss(log_probs, labels).item()
        assert line == f"{folder}: 5 digits, loss {loss:.2f}, accuracy {accuracy:.0%}"


def test_every_loader_of_a_submission_reads_them(tmp_path, pictures):
    fill(tmp_path / "mine", pictures)
    with stages(SOLUTIONS):
        from stage1_data import build_loaders
    assert [len(loader.dataset) for loader in build_loaders(tmp_path / "mine")] == [5, 5]


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
