# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stage 5: make it fast
#
# A bonus: the 100 points are yours without it. The same network learns the same digits in a fraction of the time, once
# nothing is done twice, and nothing one by one that can be done at once.
#
# Read `lessons/5_speed.py` first. Then fill in each `TODO` below; `pytest grader -m stage5` tells you how you are doing.

# %%
from time import perf_counter

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from stage1_data import build_transform
from torch import nn
from torchvision import datasets

from digits import best_device, data_root, progress, seed_everything
from digits.script import save_figure, say, stage_arguments, stage_script
from digits.timing import seconds_by_part, seconds_per_epoch

# %% [markdown]
# ## 5.1 Prepare once, cut whole batches


# %%
def in_memory_loader(dataset, batch_size: int = 64, shuffle: bool = True) -> "Batches":
    """Prepare a whole data set once, and hand it out in batches as `DataLoader(dataset, batch_size, shuffle)` does.

    Args:
        dataset: a `torchvision.datasets.MNIST`: `.data` holds its images as they are stored, uint8 (N, 28, 28),
            `.targets` their labels, int64 (N,), and `.transform` is what `build_transform()` returned. It treats every
            pixel alike, so it need not be called N times.
        batch_size: examples per batch; the last batch may be smaller.
        shuffle: whether the examples come in a new random order each time; else they come in the data set's.

    Returns:
        `Batches` that can be iterated over again and again. Each time every example comes once, as the data set itself
        would give it: images float32 (B, 1, 28, 28), labels int64 (B,). Nothing is prepared anew for that.
    """
    # TODO 5.1 (2 lines): let `dataset.transform` prepare one picture in which all 256 values of a pixel stand
    raise NotImplementedError("5.1 in_memory_loader")
    # TODO 5.1 (2 lines): look up what each pixel of each image becomes

    def cut():
        """Yield (images, labels), batch by batch, once through all examples."""
        # TODO 5.1 (3 lines): draw an order of all examples, and cut the batches from it, each with a single index

    return Batches(dataset, batch_size, cut)


# %%
class Batches:
    """Batches that can be iterated over again and again, as those of a `DataLoader`: each time they are cut anew.

    Attributes:
        dataset: what they are made of; `fit` asks for its length.
    """

    def __init__(self, dataset, batch_size: int, cut) -> None:
        self.dataset, self.batch_size, self.cut = dataset, batch_size, cut

    def __len__(self) -> int:
        """The number of batches."""
        return -(-len(self.dataset) // self.batch_size)  # rounded up

    def __iter__(self):
        """Begin anew."""
        return self.cut()


# %% [markdown]
# ## 5.2 A rate that rises and falls


# %%
def one_cycle(optimizer, max_learning_rate: float, n_steps: int, warm_up: float = 0.3):
    """Let the learning rate of an optimiser rise to its maximum and fall again: the one-cycle policy.

    With N = `n_steps` and the peak at step p = warm_up * N - 1, the rate of step t (0, 1, ..., N - 1) is

        t <= p:  max / 25   to  max           along half a cosine, from step 0 to step p
        t >= p:  max        to  max / 250000  along half a cosine, from step p to step N - 1

    where "from a to b along half a cosine", at the share x of the way, is b + (a - b) * (1 + cos(pi * x)) / 2.

    Args:
        optimizer: a `torch.optim.Optimizer`; all its parameter groups get the same rate. Nothing but the rate changes:
            its momentum stays as it is.
        max_learning_rate: the rate at the peak.
        n_steps: how many steps the optimiser will take in all.
        warm_up: the share of the steps until the peak, between 0 and 1.

    Returns:
        The scheduler. The optimiser has the rate of step 0 now; with each call of the scheduler's `step()`, once
        after each of the optimiser's own, it gets that of the next.
    """
    # TODO 5.2 (2 lines): return a scheduler of torch.optim.lr_scheduler
    raise NotImplementedError("5.2 one_cycle")


# %% [markdown]
# ## 5.3 The race
#
# Any network, any optimiser, any schedule: 99 % of MNIST's test set, as fast as you can. Your time is told in units of
# one epoch of the tutorial's training on the same machine, so you can compare it with others'.


# %%
def race(root, device: torch.device) -> nn.Module:
    """Build a network, train it on the training set in `root`, and return it.

    The clock runs from the call until the network has read the test set. The grader gives the digits other names in its
    `root` (what is called 3 there may be a 7), so weights that were made before are of no use.

    Args:
        root: a folder with MNIST, as for `build_loaders`.
        device: where to train.

    Returns:
        A network on `device`. In evaluation mode, which the grader puts it into, it maps images as
        `build_transform()` prepares them, float32 (B, 1, 28, 28), to (B, 10); the largest of the ten is its answer.
    """
    # TODO 5.3 (14 lines): build, train and return a network that reads 99 of 100 test digits
    raise NotImplementedError("5.3 race")


# %% [markdown]
# ## The stage at work
#
# Run this file: on this machine, it shows where the time of the tutorial's loop goes, what each change is worth (as
# pictures), and what your race comes to.


# %%
def new_network(optimizer_options: dict, channels_last: bool = True) -> tuple:
    """A new network with its optimiser, and a function that trains it on one batch."""
    from stage2_model import DigitCNN, nll_loss
    from stage3_training import train_step

    layout = torch.channels_last if channels_last else torch.contiguous_format
    model = DigitCNN().to(best_device(), memory_format=layout)
    optimizer = torch.optim.SGD(model.parameters(), **optimizer_options)

    def step(images, labels) -> None:
        train_step(model, nll_loss, optimizer, images.to(best_device()), labels.to(best_device()))

    return model, optimizer, step


# %%
def compare(plain_loader) -> tuple[list[str], list[float]]:
    """Time one change after the other; return their names, and the seconds of all epochs after each."""
    plain, fused = {"lr": 0.01, "momentum": 0.5}, {"lr": 0.01, "momentum": 0.5, "fused": True}
    loader = in_memory_loader(plain_loader.dataset)
    ways = {
        "as in the tutorial, 3 epochs": (plain_loader, new_network(plain, channels_last=False)[-1]),
        "prepared once, whole batches": (loader, new_network(plain, channels_last=False)[-1]),
        "channels-last": (loader, new_network(plain)[-1]),
        "a fused optimiser": (loader, new_network(fused)[-1]),
    }
    seconds = [3 * epoch for epoch in seconds_per_epoch(ways, best_device()).values()]
    return [*ways, "1 epoch in place of 3"], [*seconds, seconds[-1] / 3]


# %%
def train_for_one_epoch(loader):
    """Train the network of stage 2 for one epoch, with a rate that rises and falls; return it."""
    model, optimizer, step = new_network({"lr": 0.05, "momentum": 0.9, "fused": True})
    scheduler = one_cycle(optimizer, max_learning_rate=0.05, n_steps=len(loader))
    for images, labels in progress(loader, desc="One epoch"):
        step(images, labels)
        scheduler.step()
    return model


# %%
@stage_script
def main() -> None:
    """Show where time goes, time each change, and run the race once."""
    from stage1_data import build_loaders  # only here: the exercises above need no other stage's code but the transform
    from stage2_model import DigitCNN, nll_loss
    from stage3_training import build_optimizer
    from stage4_evaluation import evaluate

    from digits.time_bars import time_bars
    from digits.waterfall import waterfall

    arguments = stage_arguments("Where the time goes, what each change is worth, and the race.")
    seed_everything(arguments.seed)
    root, device = arguments.data or data_root(), best_device()
    plain_loader, plain_test = build_loaders(root)

    model = DigitCNN().to(device)
    parts = seconds_by_part(plain_loader, model, nll_loss, build_optimizer(model), device)
    plain_epoch = sum(parts.values())
    say(f"an epoch as in the tutorial: {plain_epoch:.1f} s, {parts['loader'] / plain_epoch:.0%} of it in the loader")
    save_figure(time_bars({"as in the tutorial": parts}), arguments.out / "time.png")

    names, seconds = compare(plain_loader)
    for name, time in zip(names, seconds, strict=True):
        say(f"{time:6.1f} s  {name}")
    save_figure(waterfall(names, seconds), arguments.out / "waterfall.png")

    test_loader = in_memory_loader(plain_test.dataset, 1000, shuffle=False)
    started = perf_counter()
    model = train_for_one_epoch(in_memory_loader(plain_loader.dataset))
    taken = perf_counter() - started
    say(f"one epoch of ours: {taken:.1f} s, test accuracy {evaluate(model, nll_loss, test_loader, device)[1]:.2%}")

    started = perf_counter()
    model = race(root, device)
    accuracy = evaluate(model, F.cross_entropy, test_loader, device)[1]  # reads the test set in evaluation mode
    taken = perf_counter() - started
    say(f"the race: {taken:.1f} s, or {taken / plain_epoch:.2f} epochs of the tutorial; test accuracy {accuracy:.2%}")


if __name__ == "__main__":
    main()
