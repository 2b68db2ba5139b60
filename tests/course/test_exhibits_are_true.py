"""What a page shows of this course's submissions is there, and is true: plots, learning curve, misread digits."""

import base64
import io

import pytest
import torch
from PIL import Image

from grader.checks.evaluation.trained import Trained
from grader.checks.evaluation.without_training import answers_of
from grader.checks.model.digit_cnn_forward import SHAPES
from grader.checks.on_digits import read_set
from tests.helpers import append

PLOTS = ["1.4", "4.3", "4.5"]


def pixels(png: str) -> torch.Tensor:
    """uint8 (H, W) of a PNG that the judge made."""
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        grey = image.convert("L")
        return torch.tensor(list(grey.tobytes()), dtype=torch.uint8).view(grey.height, grey.width)


@pytest.fixture(scope="module")
def exhibits(warm):
    """Of the solutions, by exercise."""
    report = warm.grade(warm.course.solutions, ["4.6", *PLOTS], seed=5, collects=True)
    assert all(each.status == "passed" and not each.faults for each in report.selected)
    return {id: each.exhibits for id, each in report.results.items() if each.exhibits}


def test_each_plot_is_shown_as_it_was_drawn(exhibits):
    for id in PLOTS:
        [plot] = exhibits[id]
        drawn = pixels(plot["png"])
        assert plot["kind"] == "picture" and drawn.shape == (plot["height"], plot["width"])
        assert 300 < plot["width"] <= 800 and len(drawn.unique()) > 50  # something is on it
        assert "not passed" not in plot["caption"]
    assert "trained your network" in exhibits["4.3"][0]["caption"] and "your network" in exhibits["4.5"][0]["caption"]


def test_the_learning_curve_is_that_of_the_training(exhibits):
    curve = exhibits["4.6"][0]
    trained, tested = curve["series"]["training loss"], curve["series"]["test loss"]
    assert [seen for seen, _ in trained] == [250.0 * number for number in range(20)]
    assert 2 < trained[0][1] < 2.7 and trained[-1][1] < 1.2
    assert [seen for seen, _ in tested] == [0, 5000] and 2 < tested[0][1] < 2.7 and tested[1][1] < 0.7


def test_the_misread_digits_are_what_they_are_said_to_be(exhibits, rendered_root):
    _, gallery, matrix = exhibits["4.6"]
    images, labels = read_set(rendered_root, "t10k")
    told = [each["caption"].replace(",", "").split() for each in gallery["images"]]  # read 3 is 5
    assert 0 < len(told) <= 24
    for (_, read, _, true), each in zip(told, gallery["images"], strict=True):
        same = (images == pixels(each["png"])).flatten(1).all(dim=1)
        assert int(true) in labels[same].tolist() and read != true
        assert matrix["counts"][int(true)][int(read)] > 0
    counts = torch.tensor(matrix["counts"])
    assert counts.sum(dim=1).tolist() == labels.bincount().tolist()
    wrong = int(counts.sum() - counts.diag().sum())
    assert f"misread {wrong:,} of the {len(labels):,}" in gallery["caption"]


def test_a_net_that_learnt_other_names_reads_by_the_true_ones():
    weights = {f"{name}.weight": torch.randn(shape) / shape[1:].numel() ** 0.5 for name, shape in SHAPES.items()}
    weights |= {f"{name}.bias": torch.randn(shape[:1]) for name, shape in SHAPES.items()}
    images, names = torch.randint(0, 256, (50, 28, 28), dtype=torch.uint8), torch.randperm(10)
    answers = answers_of(weights, images)
    true = torch.arange(50) % 10
    log = [[(0, 2.0), (10, float("nan")), (99, 1.0), "x"], None]
    trained = Trained("…", 50, 2, log, answers, answers, images, true, names[true], names, weights)
    assert names[trained.read].equal(answers.argmax(dim=1))
    assert answers_of(trained.own_weights, images).argmax(dim=1).equal(trained.read)
    assert trained.train_points == [(0, 2.0)] and trained.history["test_seen"] == [0, 100]
    assert trained.history["test_accuracy"][1] == pytest.approx((trained.read == true).double().mean().item())


def test_a_wrong_plot_is_shown_as_it_is_and_without_a_trained_net_another_reads(warm, submission):
    append(
        submission,
        "stage1_data.py",
        "def plot_digits(images, captions, columns=3):\n    figure = Figure(facecolor='red')\n    return figure\n",
    )
    append(submission, "stage4_evaluation.py", "def plot_history(history):\n    return 7\n")
    report = warm.grade(submission, ["1.4", "4.3"], seed=5, collects=True)
    [plot] = report.results["1.4"].exhibits
    assert report.results["1.4"].status == "failed" and "has not passed yet" in plot["caption"]
    assert pixels(plot["png"]).unique().tolist() == [76]  # red
    assert report.results["4.3"].status == "failed" and report.results["4.3"].exhibits == []
    report = warm.grade(warm.course.solutions, ["4.3", "4.5"], seed=5, collects=True)
    captions = [report.results[id].exhibits[0]["caption"] for id in ("4.3", "4.5")]
    assert "made up" in captions[0] and "a simple network of the grader's" in captions[1]
