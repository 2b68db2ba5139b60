"""Lesson 5's prose and its cells: what it says of its network, its rates and its digits is so."""

import math
import re

import pytest
import torch
from torch import nn

from tests.helpers import COURSE

TEXT = (COURSE.lessons / "5_speed.py").read_text(encoding="utf-8")
CELLS = re.split(r"(?m)^# %%.*\n", TEXT)


def cell_of(beginning: str) -> str:
    """The code cell that defines what begins so."""
    (found,) = [cell for cell in CELLS if re.search(rf"^{re.escape(beginning)}", cell, re.MULTILINE)]
    return found


@pytest.fixture(scope="module")
def given() -> dict:
    """The lesson's own functions."""
    space = {"math": math, "torch": torch, "nn": nn}
    code = cell_of("def digit_net").partition("plain_loader =")[0]
    exec(code + cell_of("def half_cosine"), space)
    return space


def test_the_network_is_as_large_as_it_says(given):
    net = given["digit_net"]()
    assert "all 46,566 weights" in TEXT and sum(weights.numel() for weights in net.parameters()) == 46_566
    assert "eight parameter tensors" in TEXT and len(list(net.parameters())) == 8


def test_two_of_four_layers_do_nearly_all_of_the_arithmetic(given):
    work, images = [], torch.zeros(1, 1, 28, 28)
    for layer in given["digit_net"]():
        images = layer(images)
        if isinstance(layer, nn.Conv2d):
            work.append(layer.weight.numel() * images.shape[2] * images.shape[3])
        elif isinstance(layer, nn.Linear):
            work.append(layer.weight.numel())
    assert "Two of the four layers" in TEXT and len(work) == 4
    assert sum(sorted(work)[-2:]) > 0.95 * sum(work)


def test_the_rate_is_pytorchs_one_cycle(given):
    rate, steps = given["up_and_down"](0.05), 188
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.05, total_steps=steps, cycle_momentum=False)
    for step in range(steps):
        assert rate(step, steps) == pytest.approx(optimizer.param_groups[0]["lr"], rel=1e-6, abs=1e-12), step
        optimizer.step()
        if step < steps - 1:
            scheduler.step()


def test_the_digits_are_as_many_as_it_says():
    cell = cell_of("few, few_labels")
    assert "images[:6000]" in cell and "images[6000:8000]" in cell and "SIZES = [16, 32, 64, 128, 256]" in cell
    assert "on 6,000 digits, with batches of 16 to 256, and measure on 2,000 others" in re.sub(r"\n# ", " ", TEXT)
    assert math.ceil(6000 / 64) == 94 and "94 to an epoch" in TEXT


def printed(page) -> str:
    return "\n".join(block.get_text() for block in page.select("div.cell_output"))


def test_the_page_tells_the_times_of_the_machine_that_made_it(lesson_pages):
    text = printed(lesson_pages["5_speed"])
    assert len(re.findall(r"(?m)^(?:loader|forward|backward|step) +[\d.]+ s of an epoch$", text)) == 4
    assert len(re.findall(r"[\d.]+ s per epoch, +[\d.]+ × as fast", text)) == 8
    loading, training = (int(calls.replace(",", "")) for calls in re.findall(r"a batch takes ([\d,]+) calls", text))
    assert loading > 2 * training  # "many more operations"


def test_one_cycle_for_one_epoch_reads_as_much_as_three_epochs(lesson_pages):
    text = printed(lesson_pages["5_speed"])
    tutorial, ours = (float(re.search(rf"{name}: +([\d.]+) %", text)[1]) for name in ("three epochs", "single epoch"))
    assert ours > tutorial - 1  # "differences below a percent may be chance"
