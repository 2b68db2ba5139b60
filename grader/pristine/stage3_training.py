# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Stage 3: training
#
# The loss says how wrong the network is; its gradient says which way is better. In this stage you take that step,
# first by hand, then with an optimiser, then for a whole epoch.
#
# Read `lessons/3_training.py` first. Then fill in each `TODO` below; `pytest grader -m stage3` tells you how you are
# doing.

# %%
import torch
from torch import nn

from digits import best_device, data_root, progress, seed_everything
from digits.script import say, stage_arguments, stage_script

# %% [markdown]
# ## 3.1 One step downhill
#
# All of deep learning moves on this line: W ← W − learning rate · ∇W.


# %%
def gradient_descent_step(parameters, learning_rate: float) -> None:
    """Move every parameter a little against its gradient.

    Args:
        parameters: an iterable of tensors with `requires_grad`; a gradient may be None (then leave it alone).
        learning_rate: the length of the step, in units of the gradient.

    Changes each parameter in place to W - learning_rate * gradient. The gradients stay as they are, and autograd does
    not record the step.
    """
    # TODO 3.1 (4 lines): without recording, subtract learning_rate times its gradient from each parameter that has one
    raise NotImplementedError("3.1 gradient_descent_step")


# %% [markdown]
# ## 3.2 The optimiser
#
# An optimiser knows the parameters and does the step for all of them. Momentum lets it keep some of its last speed.


# %%
def build_optimizer(model: nn.Module, learning_rate: float = 0.01, momentum: float = 0.5) -> torch.optim.SGD:
    """Build stochastic gradient descent with momentum (`torch.optim.SGD`) over all of the model's parameters."""
    # TODO 3.2 (1 line): return the optimiser
    raise NotImplementedError("3.2 build_optimizer")


# %% [markdown]
# ## 3.3 One training step
#
# Five things, always the same, and their order matters.


# %%
def train_step(model: nn.Module, loss_fn, optimizer, images: torch.Tensor, labels: torch.Tensor) -> float:
    """Train the model on one batch.

    Args:
        model: maps images (B, ...) to predictions (B, C).
        loss_fn: maps (predictions, labels) to a scalar tensor.
        optimizer: holds the model's parameters. Gradients of an earlier batch may still be there.
        images, labels: one batch, on the model's device.

    Returns:
        The loss of this batch before the update, as a Python float.
    """
    # TODO 3.3 (1 line): clear the gradients that the previous batch left
    raise NotImplementedError("3.3 train_step")
    # TODO 3.3 (1 line): predict, and compute the loss
    # TODO 3.3 (2 lines): compute the gradients, and take one step with the optimiser
    # TODO 3.3 (1 line): return the loss as a float


# %% [markdown]
# ## 3.4 One epoch
#
# An epoch is one pass over the training set, batch by batch.


# %%
def train_epoch(
    model: nn.Module, loss_fn, optimizer, loader, device: torch.device, log_every: int = 100
) -> list[tuple[int, float]]:
    """Train the model, in training mode, on every batch of the loader once.

    Args:
        model, loss_fn, optimizer: as in `train_step`; the model is on `device` already.
        loader: yields (images, labels).
        device: where each batch is to be moved before its `train_step`.
        log_every: keep the loss of batches 0, log_every, 2 * log_every, ...

    Returns:
        A list of (examples, loss), one for each of those batches: how many training examples this epoch had seen
        before the batch, and the batch's loss.
    """
    log: list[tuple[int, float]] = []
    seen = 0
    # TODO 3.4 (1 line): put the model in training mode
    raise NotImplementedError("3.4 train_epoch")
    for batch, (images, labels) in enumerate(progress(loader, desc="training", leave=False)):
        # TODO 3.4 (2 lines): move the images and the labels to the device, and train on them with `train_step`
        if batch % log_every == 0:
            # TODO 3.4 (1 line): add (examples seen before this batch, its loss) to the log
            say(f"  {seen:>6} examples seen   loss {loss:.4f}")
        # TODO 3.4 (1 line): count the examples of this batch as seen
    return log


# %% [markdown]
# ## The stage at work
#
# Run this file: it slides down a parabola by hand, then trains the network of stage 2 for one epoch.


# %%
@stage_script
def main() -> None:
    """Find the bottom of (w - 3)² with ten steps, then train the network for one epoch."""
    arguments = stage_arguments("Stage 3: train for one epoch.")
    seed_everything(arguments.seed)

    w = torch.tensor(0.0, requires_grad=True)
    for _ in range(10):
        w.grad = None
        ((w - 3) ** 2).backward()
        gradient_descent_step([w], learning_rate=0.2)
    say(f"ten steps down (w - 3)**2, from w = 0: w = {w.item():.3f}")

    from stage1_data import build_loaders  # only here: training itself asks for no particular data or model
    from stage2_model import DigitCNN, nll_loss

    device = best_device()
    train_loader, _ = build_loaders(arguments.data or data_root())
    model = DigitCNN().to(device)
    log = train_epoch(model, nll_loss, build_optimizer(model), train_loader, device)
    say(f"one epoch on {device}: loss {log[0][1]:.3f} -> {log[-1][1]:.3f}")


if __name__ == "__main__":
    main()
