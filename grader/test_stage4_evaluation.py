"""Stage 4, evaluation: what each exercise must do."""

import torch

from grader.exercise_mark import exercise
from grader.given import build_net, draw_weights
from grader.judge.accuracy import judge_accuracy
from grader.judge.mistakes import Case
from grader.mistakes import stage4 as mistakes
from grader.mistakes import stage4_evaluate as evaluate_mistakes
from grader.mistakes import stage4_plots as plot_mistakes
from grader.simulate import stage4 as simulate
from grader.simulate import stage4_plots as simulate_plots


@exercise("4.1")
def test_evaluate(student, draw):
    """Loss per example and accuracy over uneven batches, in evaluation mode, with nothing changed or recorded."""
    cases = []
    for batches, loader, loss, training in [
        ([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0]], "Batches", "nll_loss", True),
        ([[1, 1, 0], [1, 0, 0], [1]], "DataLoader", "squared_loss", True),
        ([[1], [0], [1]], "Batches", "squared_loss", False),
    ]:
        right = [each for batch in batches for each in draw.random.sample(batch, len(batch))]
        weights, images = draw_weights("noisy", draw), draw.normal(len(right), 1, 4, 4)
        size = len(batches[0])
        inputs = {
            "net": "noisy",
            "weights": weights,
            "training": training,
            "torch_seed": draw.integer(0, 10**6),
            "loss": loss,
            "images": images,
            "labels": _labels(weights, images, right, draw),
            "batch_size": size,
            "loader": loader,
        }
        cases.append(
            Case(f"evaluate(model, {loss}, loader, device), {len(right)} examples in batches of {size}", inputs)
        )
    student.judge("evaluate", cases, simulate.evaluate, evaluate_mistakes.EVALUATE)


def _labels(weights, images, right: list[int], draw) -> torch.Tensor:
    """Labels of which the net gets right those where `right` is 1."""
    with torch.no_grad():
        predicted = build_net("noisy", weights).eval()(images).argmax(dim=1)
    off = torch.tensor([0 if each else draw.integer(1, 9) for each in right])
    return (predicted + off) % 10


@exercise("4.2")
def test_fit(student, draw):
    """Runs of two, three (the default) and one epochs: the whole history, and the weights at the end."""
    cases = []
    for n_epochs, train_count, test_count, batch_size, loss, rate in [
        (2, 17, 7, 3, "squared_loss", draw.number(0.005, 0.01)),
        (None, 13, 9, 4, "nll_loss", draw.number(0.03, 0.08)),
        (1, 459, 31, 2, "nll_loss", draw.number(0.03, 0.08)),  # so many batches that log_every matters
    ]:
        inputs = {
            "net": "linear",
            "weights": draw_weights("linear", draw),
            "learning_rate": rate,
            "momentum": draw.number(0.3, 0.7),
            "loss": loss,
            "train": (draw.normal(train_count, 1, 4, 4), draw.labels(train_count)),
            "test": (draw.normal(test_count, 1, 4, 4), draw.labels(test_count)),
            "batch_size": batch_size,
            "n_epochs": n_epochs,
        }
        option = "" if n_epochs is None else f", n_epochs={n_epochs}"
        called = f"fit(model, {loss}, optimizer, train_loader, test_loader, device{option})"
        cases.append(Case(f"{called} with {train_count} training examples", inputs))
    student.judge("fit", cases, simulate.fit, mistakes.FIT)


@exercise("4.3")
def test_plot_history(student, draw):
    """The three lines with their labels and values, the names of both axes, and the legend."""
    cases = []
    for logged, epochs in [(7, 3), (4, 2)]:
        steps = [draw.integer(50, 900) for _ in range(logged + epochs)]
        inputs = {
            "train_seen": [sum(steps[:count]) for count in range(logged)],
            "train_loss": [draw.number(0.1, 2.5) for _ in range(logged)],
            "test_seen": [epoch * sum(steps) for epoch in range(epochs + 1)],
            "test_loss": [draw.number(0.1, 2.5) for _ in range(epochs + 1)],
            "test_accuracy": [draw.number(0.1, 0.99) for _ in range(epochs + 1)],
        }
        cases.append(Case(f"plot_history(history) of a run of {epochs} epochs", inputs))
    student.judge("plot_history", cases, simulate_plots.plot_history, plot_mistakes.PLOT_HISTORY)


@exercise("4.4")
def test_predict(student, draw):
    """The likeliest digit of each image, for one image and for more; the model comes in training mode."""
    cases = []
    for count, training in [(8, True), (1, False), (13, True)]:
        inputs = {**_net_and_images(draw, count), "training": training}
        cases.append(Case(f"predict(model, images, device) on {count} image{'s' * (count > 1)}", inputs))
    student.judge("predict", cases, simulate.predict, mistakes.PREDICT)


@exercise("4.5")
def test_plot_predictions(student, draw):
    """The images in order, each under the digit that the model reads in it."""
    cases = []
    for count in (5, 1):
        inputs = {**_net_and_images(draw, count), "training": True}
        called = f"plot_predictions(model, images, device) on {count} image{'s' * (count > 1)}"
        cases.append(Case(called, inputs))
    student.judge("plot_predictions", cases, simulate_plots.plot_predictions, plot_mistakes.PLOT_PREDICTIONS)


def _net_and_images(draw, count: int) -> dict:
    """A noisy net, and images (count, 1, 28, 28) in which it reads various digits, neither rising nor falling."""
    while True:
        weights = draw_weights("noisy_digits", draw)
        blocks = draw.normal(count, 1, 4, 4).repeat_interleave(7, dim=2).repeat_interleave(7, dim=3)
        images = blocks + 0.3 * draw.normal(count, 1, 28, 28)
        with torch.no_grad():
            digits = build_net("noisy_digits", weights).eval()(images).argmax(dim=1).tolist()
        orders = {tuple(each) for each in (digits, digits[::-1], sorted(digits))}
        if count == 1 or (len(set(digits)) > 2 and digits[0] != digits[-1] and len(orders) == 3):
            break
    return {"net": "noisy_digits", "weights": weights, "torch_seed": draw.integer(0, 10**6), "images": images}


@exercise("4.6")
def test_test_accuracy(student, draw):
    """The student's own pipeline, trained by the grader, must reach the threshold on the test set."""
    judge_accuracy(student, draw)
