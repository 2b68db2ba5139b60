"""The digits as code may have them that is to be measured on labels it never saw: renamed, the test set's order drawn anew.

For each run the ten digits get other names: what is called 3 in the training labels may be a 7. It makes no difference to a
net that learns them. Answers that were known before, of whatever image, bear the old names.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import torch

from coursekit.judge.compare import describe
from coursekit.judge.results import FAILED, Verdict
from digits import idx
from grader.checks.on_digits import read_set

THREADS = min(os.cpu_count() or 1, 8)  # of a net that is trained


@dataclass(frozen=True)
class TestSet:
    """The test images, in the order in which the worker gets them, and what they show."""

    images: torch.Tensor  # uint8 (N, 28, 28)
    true: torch.Tensor  # int64 (N,)
    renamed: torch.Tensor  # int64 (N,), as the training labels of this run would call them
    names: torch.Tensor  # int64 (10,), how each digit is called in them
    trained_on: int  # so many digits


def write_renamed(data: Path, root: Path, examples: int | None, draw) -> TestSet:
    """Write what the worker may know in MNIST's layout: training digits, renamed, and the test images in a new order.

    Args:
        data: the folder with the course's data.
        root: the folder to write into.
        examples: how many of the training digits, drawn at random; None for all.
        draw: draws the names and the orders.

    Returns:
        The test images in that order, and their labels, which the worker is not told.
    """
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    images, labels = read_set(data, "train")
    chosen = torch.randperm(len(labels), generator=draw.generator)[:examples]
    test_images, test_labels = read_set(data, "t10k")
    order = torch.randperm(len(test_labels), generator=draw.generator)
    names = torch.randperm(10, generator=draw.generator)
    files = {
        "train-images-idx3-ubyte": images[chosen],
        "train-labels-idx1-ubyte": names[labels[chosen]].byte(),
        "t10k-images-idx3-ubyte": test_images[order],
        "t10k-labels-idx1-ubyte": torch.zeros(len(test_labels), dtype=torch.uint8),
    }
    for name, values in files.items():
        idx.write(raw / name, values.numpy())
    true = test_labels[order]
    return TestSet(test_images[order], true, names[true], names, len(chosen))


def demand_answers(student, called: str, values: dict, rows: dict[str, int]) -> None:
    """Demand that what came back under these names are answers, (rows, 10) each; raises `Verdict`."""
    for name, count in rows.items():
        answers = values.get(name)
        if not isinstance(answers, torch.Tensor) or answers.shape != (count, 10) or answers.is_complex():
            text = f"Called    {called}\nGot       {describe(answers)}\nExpected  a tensor of shape {(count, 10)}"
            raise Verdict(FAILED, student.message(text))


def share(answers: torch.Tensor, labels: torch.Tensor) -> float:
    """How many of the answers (N, 10) are right, between 0 and 1. As float64 whatever came back: of bools there is no argmax."""
    return (answers.double().argmax(dim=1) == labels).double().mean().item()
