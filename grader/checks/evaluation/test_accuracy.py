"""4.6 test accuracy: the student's own pipeline, trained by the grader, must reach the threshold on the test set.

It is trained in the worker, and measured here on labels that the worker never saw.
"""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import torch

from coursekit.judge.compare import Meets, describe, first_difference
from coursekit.judge.mistakes import Case
from coursekit.judge.results import FAILED, Verdict
from digits import idx
from grader.checks.calibration import calibration
from grader.checks.on_digits import read_set

FULL_ACCURACY = 0.97  # what the tutorial's recipe must reach, on any data
MAX_THREADS = 8


@dataclass(frozen=True)
class Recipe:
    """How the grader trains."""

    examples: int | None  # of the training set; None for all
    epochs: int
    batch_size: int
    learning_rate: float
    momentum: float

    @property
    def called(self) -> str:
        examples = "all" if self.examples is None else f"{self.examples:,}"
        return f"your pipeline for {self.epochs} epoch(s) on {examples} training digits, then on the test set"


FAST = Recipe(examples=5000, epochs=1, batch_size=25, learning_rate=0.03, momentum=0.9)
FULL = Recipe(examples=None, epochs=3, batch_size=64, learning_rate=0.01, momentum=0.5)


def judge(student, draw) -> None:
    """Train by the recipe, and demand a test accuracy not below the threshold; a short run that fails is repeated.

    A short run can go badly by chance: right code ends below the threshold about once in 500 runs.
    """
    full = student.full
    threshold = FULL_ACCURACY if full else calibration()[student.data_name]["test_accuracy"]["threshold"]
    recipe = FULL if full else FAST
    accuracy = measure_accuracy(student, draw, recipe)
    if accuracy < threshold and not full:
        accuracy = measure_accuracy(student, draw, recipe)
    student.detail = f"{accuracy:.2%} of the test set" + ("" if full else ", after a short training")
    if accuracy < threshold:
        what = "the accuracy on the test set"
        high = Meets(f"at least {threshold:.1%}", lambda got: got >= threshold)
        difference = first_difference(accuracy, high, what)
        text = f"Called    {recipe.called}\nGot       {what}: {accuracy:.1%}\nExpected  {what}: {difference.expected}"
        raise Verdict(FAILED, student.message(text))


def measure_accuracy(student, draw, recipe: Recipe) -> float:
    """Train by `recipe` and return the accuracy on the whole test set, between 0 and 1.

    Raises:
        Verdict: the student's code raised, the process died, or what came back are not log-probabilities.
    """
    with tempfile.TemporaryDirectory(prefix="digits-", dir=student.scratch) as root:
        labels = _write_data(student.data_root, Path(root), recipe, draw)
        case = Case(recipe.called, {"root": root, **vars(recipe)})
        threads = min(os.cpu_count() or 1, MAX_THREADS)
        reply = student.run([case], threads=threads, readable=(Path(root),))[0]
    if reply.error:
        raise student.crashed(reply.error, case)
    log_probs = reply.value.get("log-probabilities") if isinstance(reply.value, dict) else None
    if not isinstance(log_probs, torch.Tensor) or log_probs.shape != (len(labels), 10):
        text = f"Called    {recipe.called}\nGot       {describe(log_probs)}\nExpected  a tensor of shape {(len(labels), 10)}"
        raise Verdict(FAILED, student.message(text))
    # As float64 whatever came back: of bools there is no argmax.
    return (log_probs.double().argmax(dim=1) == labels).double().mean().item()


def _write_data(data: Path, root: Path, recipe: Recipe, draw) -> torch.Tensor:
    """Write what the worker may know in MNIST's layout: some training digits, and the test images in a new order.

    Returns:
        The labels of the test images in that order, which the worker is not told.
    """
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    images, labels = read_set(data, "train")
    chosen = torch.randperm(len(labels), generator=draw.generator)[: recipe.examples]
    test_images, test_labels = read_set(data, "t10k")
    order = torch.randperm(len(test_labels), generator=draw.generator)
    files = {
        "train-images-idx3-ubyte": images[chosen],
        "train-labels-idx1-ubyte": labels[chosen].byte(),
        "t10k-images-idx3-ubyte": test_images[order],
        "t10k-labels-idx1-ubyte": torch.zeros(len(test_labels), dtype=torch.uint8),
    }
    for name, values in files.items():
        idx.write(raw / name, values.numpy())
    return test_labels[order]
