"""What the grader hands to a student's code in stages 1 and 4 is as strict as the course, and keeps its own names to itself."""

import pytest
import torch
from torch.utils.data import DataLoader

from coursekit.kit.recording import ModeRecorder, Transfers
from grader.given.loaders import Batches
from grader.given.nets import NETS, build_net
from tests.helpers import append, graded, row_of

OWN_WORDS = ("Moved", "Elsewhere", "Batches", "Placed", "Transfers", "ModeRecorder", "grader.given", "coursekit")


def _things() -> list:
    transfers, labels = Transfers(), torch.arange(5)
    images = torch.zeros(5, 1, 4, 4)
    return [
        transfers.elsewhere(labels), transfers.on_device(labels), Batches(images, labels, 2), ModeRecorder(build_net("noisy")),
    ]  # fmt: skip


@pytest.mark.parametrize("thing", _things(), ids=["elsewhere", "on the device", "loader", "model"])
def test_what_is_handed_out_keeps_the_graders_names_to_itself(thing):
    shown = [repr(thing), repr(type(thing)), type(thing).__name__]
    assert not [word for word in OWN_WORDS for text in shown if word in text]


def test_a_loader_is_as_the_courses_own():
    loader = Batches(torch.zeros(5, 1, 4, 4), torch.arange(5), 2)
    assert isinstance(loader, DataLoader)
    assert (len(loader), len(loader.sampler), len(loader.dataset), loader.batch_size, loader.drop_last) == (
        3,
        5,
        5,
        2,
        False,
    )
    assert [labels.tolist() for _, labels in loader] == [[0, 1], [2, 3], [4]]


@pytest.mark.parametrize("kind", NETS)
def test_a_net_wants_a_batch_axis(kind):
    side = 28 if kind in ("noisy_digits", "small_cnn") else 4
    net = build_net(kind).eval()
    assert net(torch.zeros(2, 1, side, side)).shape == (2, 10)
    with pytest.raises(RuntimeError):
        net(torch.zeros(1, side, side))


def test_got_shows_captions_as_they_were_written(warm, submission):
    code = """
def plot_predictions(model, images, device):
    return plot_digits(images, [f"IT READS {digit}" for digit in predict(model, images, device).tolist()])
"""
    append(submission, "stage4_evaluation.py", code)
    row = row_of(graded(warm, submission, ["4.5"])[0], "4.5")
    assert "IT READS" in row["message"] and "'Prediction: " in row["message"]


def test_got_shows_a_legend_as_it_was_written(warm, submission):
    code = """
def plot_history(history):
    figure = Figure()
    axes = figure.subplots()
    axes.plot(history.train_seen, history.train_loss, label="Zzz")
    axes.plot(history.test_seen, history.test_loss, label="Test Loss")
    axes.plot(history.test_seen, history.test_accuracy, label="Accuracy")
    axes.legend()
    return figure
"""
    append(submission, "stage4_evaluation.py", code)
    row = row_of(graded(warm, submission, ["4.3"])[0], "4.3")
    assert "['Zzz', 'Test Loss', 'Accuracy']" in row["message"]
