"""Where the time of training goes, and what a change is worth: a few batches, timed, and told for a whole epoch."""

import time
from collections.abc import Callable, Iterator, Mapping
from statistics import median

import torch

from digits.bar import progress

WARM_UP = 2  # batches that are not timed: the first ones also pay for memory and for plans that later ones find ready


def seconds_by_part(
    loader, model, loss_fn, optimizer, device: torch.device | str = "cpu", batches: int = 20
) -> dict[str, float]:
    """Train on some batches, and tell where the time of a whole epoch would go.

    Args:
        loader: yields (images, labels) and has a length, the number of its batches; it may be shorter than `batches`.
        model: on `device` already. These batches train it.
        loss_fn: maps (what the model returns, labels) to a scalar.
        optimizer: over the model's parameters.
        device: where each batch is moved.
        batches: how many to time, at least 1.

    Returns:
        Seconds of an epoch by part: "loader" (to get a batch and move it), "forward" (prediction and loss), "backward"
        (gradients cleared and computed) and "step". Each is the median of the timed batches, times the batches of an
        epoch.

    Raises:
        ValueError: the loader is empty, or `batches` is below 1.
    """
    _at_least_one(batches=batches)
    marks, source, clear, step = [], _endless(loader), optimizer.zero_grad, optimizer.step
    for _ in progress(range(WARM_UP + batches), desc="Timing the parts"):
        started = _now(device)
        images, labels = (tensor.to(device) for tensor in next(source))
        loaded = _now(device)
        error = loss_fn(model(images), labels)
        predicted = _now(device)
        clear()
        error.backward()
        derived = _now(device)
        step()
        marks.append((loaded - started, predicted - loaded, derived - predicted, _now(device) - derived))
    parts = zip(*marks[WARM_UP:], strict=True)
    names = ("loader", "forward", "backward", "step")
    return {name: median(seconds) * len(loader) for name, seconds in zip(names, parts, strict=True)}


def seconds_per_epoch(
    ways: Mapping[str, tuple], device: torch.device | str = "cpu", batches: int = 2, rounds: int = 15
) -> dict[str, float]:
    """Time several ways to train against each other: in turn, so that what else the machine does disturbs all alike.

    Args:
        ways: by name, a pair (loader, step): the loader as in `seconds_by_part`, and `step(images, labels)`, which
            trains on one batch.
        device: what the steps compute on; its work is waited for.
        batches: how many each way trains on in a round, at least 1.
        rounds: how often each way has its turn, at least 1.

    Returns:
        Seconds of a whole epoch by name: the median of the rounds, told for all batches of the loader.

    Raises:
        ValueError: a loader is empty, or `batches` or `rounds` is below 1.
    """
    _at_least_one(batches=batches, rounds=rounds)
    sources = {name: _endless(loader) for name, (loader, _) in ways.items()}
    per_batch = {name: [] for name in ways}
    for number in progress(range(-1, rounds), desc="Timing the ways"):
        for name, (_, step) in ways.items():
            count = WARM_UP if number < 0 else batches
            seconds = _seconds(sources[name], step, count, device)
            if number >= 0:
                per_batch[name].append(seconds / count)
    return {name: median(per_batch[name]) * len(loader) for name, (loader, _) in ways.items()}


def _seconds(source: Iterator, step: Callable, batches: int, device) -> float:
    started = _now(device)
    for _ in range(batches):
        step(*next(source))
    return _now(device) - started


def _now(device) -> float:
    """The time, in seconds, once a GPU has finished what it was asked for: without waiting, only the asking is timed."""
    kind = torch.device(device).type
    if kind == "cuda":
        torch.cuda.synchronize(device)
    elif kind == "mps":
        torch.mps.synchronize()
    return time.perf_counter()


def _endless(loader) -> Iterator:
    if not len(loader):
        raise ValueError("The loader has no batches: there is nothing to time.")
    while True:
        yield from loader


def _at_least_one(**numbers: int) -> None:
    for name, number in numbers.items():
        if number < 1:
            raise ValueError(f"{name} must be at least 1, not {number}.")
