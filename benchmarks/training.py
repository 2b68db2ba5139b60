"""How far training is from the limit of the hardware: each change of stage 5 beside the recipe and the arithmetic alone."""

import contextlib
import functools
import io
import itertools
import statistics
import sys
import time
from collections.abc import Callable

import torch

from benchmarks import SOLUTIONS, recipe
from benchmarks.kept_memory import KeepsMemory
from benchmarks.quiet import Effort, quiet_rounds
from benchmarks.table import Part, rows_of
from digits import data_root, seed_everything
from digits.fast import fast_arithmetic, fuse, lay_out_channels_last
from digits.processor import computes_bfloat16

CPU = torch.device("cpu")
ARITHMETIC, PLAIN, FAST = (
    "the arithmetic alone",
    "the reference run: the loader as written",
    "... and memory kept: --fast",
)
COMPILED = "... and torch.compile, without bfloat16"
WRITTEN = "the recipe, written plainly"
AT_MOST = {FAST: 2.1}
TRIES = 3  # of each way to train, in each round
SIDE = 2048  # of the square matrices whose product tells the machine's rate


class First:
    """The first `count` batches of a loader, anew each time; it has the loader's `dataset`."""

    def __init__(self, loader, count: int) -> None:
        self.loader, self.count, self.dataset = loader, count, loader.dataset

    def __iter__(self):
        return itertools.islice(iter(self.loader), self.count)


def flops_per_second(times: int = 3) -> float:
    """The machine's rate: the best of a few large float32 matrix products."""
    left, right = torch.rand(SIDE, SIDE), torch.rand(SIDE, SIDE)
    return 2 * SIDE**3 / min(_seconds(lambda: left @ right) for _ in range(times))


def training(effort: Effort, batches: int, compiled: bool) -> Part:
    """One change at a time, in units of what the arithmetic alone would take; seconds are those of 60,000 examples."""
    runs, notes = _runs(compiled), []
    for what, run in [*runs.items()]:
        try:
            run(5)  # warm: threads, what oneDNN and the compiler prepare
        except Exception as error:
            if what != COMPILED:
                raise
            runs.pop(what)
            notes.append(f"torch.compile did not work here: {str(error).splitlines()[0][:80]}")

    def measure() -> dict[str, float]:
        arithmetic = recipe.EPOCH * recipe.flops_per_example() / flops_per_second()
        # The best of some, as of the products: what else happens on a machine only ever makes it slower.
        return {ARITHMETIC: arithmetic} | {what: min(run(batches) for _ in range(TRIES)) for what, run in runs.items()}

    measured, busy = quiet_rounds(measure, effort)
    part = Part("training", f"1 is the time of {ARITHMETIC}, at the rate of a large matrix product", [], busy, notes)
    part.rows = rows_of(measured, ARITHMETIC, AT_MOST)
    if measured:
        gain = statistics.median(each[PLAIN] / each[FAST] for each in measured)
        rate = statistics.median(recipe.EPOCH * recipe.flops_per_example() / each[ARITHMETIC] for each in measured)
        part.notes.append(
            f"--fast is {gain:.2f} times faster than the reference run as written; at least 3.2 is aimed at"
        )
        part.notes.append(f"{rate / 1e9:.0f} GFLOP/s; {recipe.flops_per_example() / 1e6:.2f} MFLOP an example")
    if not computes_bfloat16():
        part.notes.append("bfloat16: this processor does not compute it itself")
    return part


def _runs(compiled: bool) -> dict[str, Callable[[int], float]]:
    """Each way to train, as a function of a number of batches: seconds for 60,000 examples at that speed."""
    sys.path.append(str(SOLUTIONS))
    from stage1_data import build_loaders
    from stage5_speed import in_memory_loader

    written = build_loaders(data_root())[0]
    prepared = in_memory_loader(written.dataset, batch_size=64)
    runs = {
        WRITTEN: functools.partial(_recipe, recipe.loader(data_root())),
        PLAIN: functools.partial(_reference, written),
        "... batches cut from tensors prepared once": functools.partial(_reference, prepared),
        "... and channels-last": functools.partial(_reference, prepared, channels_last=True),
        "... and a fused optimiser": functools.partial(_reference, prepared, channels_last=True, fused=True),
        FAST: (kept := KeepsMemory(_fast)),
    }
    if computes_bfloat16():
        runs["... and bfloat16: --fast where it is computed"] = functools.partial(kept, bfloat16=True)
    if compiled:
        from stage2_model import DigitCNN

        net = torch.compile(DigitCNN().to(memory_format=torch.channels_last))  # once: it takes minutes
        runs[COMPILED] = functools.partial(_reference, prepared, fused=True, net=net)
    return runs


def _fast() -> Callable[[int], float]:
    sys.path.append(str(SOLUTIONS))
    from stage1_data import build_loaders
    from stage5_speed import in_memory_loader

    prepared = in_memory_loader(build_loaders(data_root())[0].dataset, batch_size=64)
    return functools.partial(_reference, prepared, channels_last=True, fused=True)


def _recipe(loader, batches: int) -> float:
    seed_everything(1)
    net = recipe.Net()
    sgd = recipe.optimizer(net)
    return _per_epoch(lambda: recipe.train(net, sgd, First(loader, batches), CPU), batches)


def _reference(loader, batches: int, channels_last=False, fused=False, bfloat16=False, net=None) -> float:
    from stage2_model import DigitCNN, nll_loss
    from stage3_training import build_optimizer, train_epoch

    seed_everything(1)
    model = DigitCNN() if net is None else net
    optimizer = build_optimizer(model)
    if channels_last:
        lay_out_channels_last(model, next(iter(loader))[0])
    if fused:
        fuse(optimizer)
    with contextlib.redirect_stdout(io.StringIO()), fast_arithmetic(CPU, enabled=bfloat16):
        return _per_epoch(lambda: train_epoch(model, nll_loss, optimizer, First(loader, batches), CPU), batches)


def _per_epoch(run: Callable[[], object], batches: int) -> float:
    return _seconds(run) * recipe.EPOCH / (64 * batches)


def _seconds(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def preparing(effort: Effort) -> Part:
    """How long it takes to prepare the training set once; 1 is a copy of what is made, in memory that is there."""
    sys.path.append(str(SOLUTIONS))
    from stage1_data import build_loaders
    from stage5_speed import in_memory_loader

    dataset = build_loaders(data_root())[0].dataset
    made = torch.zeros(len(dataset), 1, 28, 28)
    target = torch.zeros_like(made)
    runs = {
        "a copy of it": lambda: target.copy_(made),
        f"preparing {len(made):,} images once": lambda: in_memory_loader(dataset),
    }
    measured, busy = quiet_rounds(lambda: {what: min(map(_seconds, [run] * 3)) for what, run in runs.items()}, effort)
    rows = rows_of(measured, "a copy of it")
    for row in rows[1:]:
        row.at_most, row.in_seconds = 0.3, True
    return Part("preparing", "1 is a copy of what is prepared", rows, busy)
