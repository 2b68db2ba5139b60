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
    # BEGIN SOLUTION 3.1: without recording, subtract learning_rate times its gradient from each parameter that has one
    with torch.no_grad():
        for parameter in parameters:
            if parameter.grad is not None:
                parameter -= learning_rate * parameter.grad
    # END SOLUTION


# %% [markdown]
# ## 3.2 The optimiser
#
# An optimiser knows the parameters and does the step for all of them. Momentum lets it keep some of its last speed.


# %%
def build_optimizer(model: nn.Module, learning_rate: float = 0.01, momentum: float = 0.5) -> torch.optim.SGD:
    """Build stochastic gradient descent with momentum (`torch.optim.SGD`) over all of the model's parameters."""
    # BEGIN SOLUTION 3.2: return the optimiser
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
    # END SOLUTION


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
    # BEGIN SOLUTION 3.3: clear the gradients that the previous batch left
    optimizer.zero_grad()
    # END SOLUTION
    # BEGIN SOLUTION 3.3: predict, and compute the loss
    loss = loss_fn(model(images), labels)
    # END SOLUTION
    # BEGIN SOLUTION 3.3: compute the gradients, and take one step with the optimiser
    loss.backward()
    optimizer.step()
    # END SOLUTION
    # BEGIN SOLUTION 3.3: return the loss as a float
    return loss.item()
    # END SOLUTION


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
    # BEGIN SOLUTION 3.4: put the model in training mode
    model.train()
    # END SOLUTION
    for batch, (images, labels) in enumerate(progress(loader, desc="training", leave=False)):
        # BEGIN SOLUTION 3.4: move the images and the labels to the device, and train on them with `train_step`
        images, labels = images.to(device), labels.to(device)
        loss = train_step(model, loss_fn, optimizer, images, labels)
        # END SOLUTION
        if batch % log_every == 0:
            # BEGIN SOLUTION 3.4: add (examples seen before this batch, its loss) to the log
            log.append((seen, loss))
            # END SOLUTION
            say(f"  {seen:>6} examples seen   loss {loss:.4f}")
        # BEGIN SOLUTION 3.4: count the examples of this batch as seen
        seen += len(images)
        # END SOLUTION
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
