# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stage 4: evaluation
#
# How good is the network on digits that it never saw? In this stage you measure it, follow it over the epochs, and
# look at what it reads.
#
# Read `lessons/4_evaluation.py` first. Then fill in each `TODO` below; `pytest grader -m stage4` tells you how you are
# doing.

# %%
from dataclasses import dataclass, field
from functools import partial

import torch
from matplotlib.figure import Figure
from stage1_data import plot_digits
from stage3_training import train_epoch
from torch import nn

from digits import best_device, data_name, data_root, seed_everything
from digits.fast import fast_arithmetic, fuse, lay_out_channels_last
from digits.memory import keep_memory
from digits.script import save_figure, say, stage_arguments, stage_script
from digits.weights import NAME, draw_command, save_weights

# %% [markdown]
# ## 4.1 One number for a whole set


# %%
@torch.no_grad()  # nothing in here is recorded for a backward pass
def evaluate(model: nn.Module, loss_fn, loader, device: torch.device) -> tuple[float, float]:
    """Measure the model's mean loss and its accuracy over all examples of a loader.

    Args:
        model: maps images to log-probabilities (B, C); on `device` already.
        loss_fn: maps (log-probabilities, labels) to the *mean* loss of that batch.
        loader: yields (images, labels). Its last batch may be smaller than the others.
        device: where each batch is to be moved.

    Returns:
        (loss, accuracy): the mean loss per example, and the share of examples whose likeliest class is the true one,
        between 0 and 1. Two floats. The model is measured in evaluation mode, no gradients are recorded, and its
        weights and buffers stay as they were.
    """
    total_loss, correct, seen = 0.0, 0, 0
    # TODO 4.1 (1 line): put the model in evaluation mode
    raise NotImplementedError("4.1 evaluate")
    for images, labels in loader:
        images, labels = images.to(device), labels.to(device)
        # TODO 4.1 (4 lines): add this batch to total_loss (of all its examples), to correct and to seen
    # TODO 4.1 (1 line): return the mean loss per example and the accuracy


# %% [markdown]
# ## 4.2 The whole run


# %%
@dataclass
class History:
    """What happened in a run. `seen` counts training examples from the start of the run."""

    train_seen: list[int] = field(default_factory=list)  # one entry per logged batch
    train_loss: list[float] = field(default_factory=list)
    test_seen: list[int] = field(default_factory=list)  # 0, then one entry per epoch
    test_loss: list[float] = field(default_factory=list)
    test_accuracy: list[float] = field(default_factory=list)


def record_test(history: History, seen: int, loss: float, accuracy: float) -> None:
    """Add one evaluation to the test lists, and print it."""
    history.test_seen.append(seen)
    history.test_loss.append(loss)
    history.test_accuracy.append(accuracy)
    say(f"after {seen:>6} examples: test loss {loss:.4f}, accuracy {accuracy:.2%}")


def fit(
    model: nn.Module, loss_fn, optimizer, train_loader, test_loader, device: torch.device, n_epochs: int = 3
) -> History:
    """Train for `n_epochs`; evaluate on the test set once before training and once after every epoch.

    Returns:
        The `History`: the train lists hold what every `train_epoch` returned, one epoch after the other; the test
        lists hold the n_epochs + 1 evaluations. `seen` goes on counting from epoch to epoch, so with n training
        examples `test_seen` is [0, n, 2n, ...].
    """
    history = History()
    # TODO 4.2 (1 line): evaluate on the test set before any training; `record_test` it with 0 examples seen
    raise NotImplementedError("4.2 fit")
    for epoch in range(n_epochs):
        seen_before = epoch * len(train_loader.dataset)
        # TODO 4.2 (3 lines): train for one epoch, and add its log to the train lists, with `seen_before` added
        # TODO 4.2 (1 line): evaluate again, and record it with the examples seen by now
    return history


# %% [markdown]
# ## 4.3 The curves


# %%
def plot_history(history: History) -> Figure:
    """Draw a run as three lines in one axes.

    Returns:
        A Figure with the lines "train loss", "test loss" and "test accuracy" over the number of examples seen; the
        x label "number of training examples seen", the y label "negative log likelihood loss", and a legend.
    """
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    # TODO 4.3 (3 lines): draw the three lines, each with its label
    raise NotImplementedError("4.3 plot_history")
    # TODO 4.3 (3 lines): label both axes, and show the legend
    return figure


# %% [markdown]
# ## 4.4 and 4.5 What does it read?


# %%
def predict(model: nn.Module, images: torch.Tensor, device: torch.device) -> torch.Tensor:
    """Read a batch of images.

    Args:
        model: maps images to log-probabilities (B, 10); on `device` already.
        images: float32 (B, 1, 28, 28), on any device.

    Returns:
        int64 (B,) on the CPU: the likeliest digit of each image, with the model in evaluation mode and no gradients
        recorded.
    """
    # TODO 4.4 (3 lines): in evaluation mode and without gradients, return the likeliest class of each image
    raise NotImplementedError("4.4 predict")


# %%
def plot_predictions(model: nn.Module, images: torch.Tensor, device: torch.device) -> Figure:
    """Draw the images with `plot_digits`, each under what the model reads in it: "Prediction: 7"."""
    # TODO 4.5 (2 lines): predict the digits, and plot the images with those captions
    raise NotImplementedError("4.5 plot_predictions")


# %% [markdown]
# ## 4.6 The run that counts
#
# Nothing to write: the grader trains your own pipeline and measures it on the test set.
#
# ## The stage at work
#
# Run this file: it trains for three epochs, from a guess, somewhere near 10 %, to 98 % of MNIST's test set, and saves the plots
# and the weights, which `python -m digits draw` reads.
# With `--fast` it does the same with what stage 5 makes.


# %%
@stage_script
def main() -> None:
    """Train the network, print its progress, and save its weights, and samples, curves and predictions as pictures."""
    from stage1_data import build_loaders  # only here: evaluation itself asks for no particular data or model
    from stage2_model import DigitCNN, nll_loss
    from stage3_training import build_optimizer

    global train_epoch
    arguments = stage_arguments("Train for some epochs, evaluate, and save the plots.", epochs=3, fast=True)
    seed_everything(arguments.seed)
    device = best_device()

    root = arguments.data or data_root()
    train_loader, test_loader = build_loaders(root)
    if len(train_loader) < 500:  # the drawn digits are few: a point every 100 batches would make no curve
        train_epoch = partial(train_epoch, log_every=20)
    samples, labels = next(iter(test_loader))
    save_figure(plot_digits(samples[:6], [f"Label: {label}" for label in labels[:6]]), arguments.out / "samples.png")

    model = DigitCNN().to(device)
    optimizer = build_optimizer(model)
    if arguments.fast:
        from stage5_speed import in_memory_loader  # only here: stage 5 is a bonus

        train_loader = in_memory_loader(train_loader.dataset, batch_size=64)
        test_loader = in_memory_loader(test_loader.dataset, batch_size=1000, shuffle=False)
        lay_out_channels_last(model, samples.to(device))
        fuse(optimizer)
        keep_memory()
    with fast_arithmetic(device, enabled=arguments.fast):
        history = fit(model, nll_loss, optimizer, train_loader, test_loader, device, arguments.epochs)
    accuracy = history.test_accuracy[-1]
    say(f"test accuracy after {arguments.epochs} epochs: {accuracy:.2%}")
    weights = arguments.out / NAME
    save_weights(weights, model, accuracy=accuracy, seed=arguments.seed, epochs=arguments.epochs, data=data_name(root))
    say(f"saved {weights}; to draw digits for your network: {draw_command(weights)}")
    save_figure(plot_history(history), arguments.out / "history.png")
    save_figure(plot_predictions(model, samples[:16], device), arguments.out / "predictions.png")


if __name__ == "__main__":
    main()
