"""3.3 train_step: clear, predict, loss, backward, step.

Two steps each, with gradients of an earlier batch planted, on plain and batch-normed nets, for two losses.
"""

import torch

from coursekit.judge.mistakes import Case, Mistake, Raises
from coursekit.kit.rules import raises
from grader.checks.on_digits import judge_on_digits
from grader.checks.sgd import PlainSGD
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, gradients_of, state_of


def cases(draw) -> list[Case]:
    """Two nets and two losses; the two batches of a case differ in size."""
    cases = []
    for net, loss, sizes in [
        ("linear", "nll_loss", (5, 3)),
        ("normed", "squared_loss", (6, 2)),
        ("linear", "squared_loss", (1, 4)),
    ]:
        weights = draw_weights(net, draw)
        inputs = {
            "net": net,
            "weights": weights,
            "training": True,
            "stale": {name: draw.normal(*value.shape) for name, value in weights.items() if value.is_floating_point()},
            "learning_rate": draw.number(0.05, 0.2),
            "momentum": draw.number(0.3, 0.9),
            "loss": loss,
            "batches": [(draw.normal(size, 1, 4, 4), draw.labels(size)) for size in sizes],
        }
        inputs["stale"] = {name: value for name, value in inputs["stale"].items() if "running" not in name}
        cases.append(
            Case(f"train_step(model, {loss}, optimizer, images, labels), batches of {sizes[0]} and {sizes[1]}", inputs)
        )
    return cases


def expected(
    net, weights, training, stale, learning_rate, momentum, loss, batches, clear="first", backward=True, step="after",
    after=False, tensor=False, usual_loss=False, times_size=False, steps=1,
) -> dict | Raises:  # fmt: skip
    """Clear, predict, loss, backward, step; the loss before the update."""
    model = build_net(net, weights).train(training)
    optimizer = PlainSGD(model, learning_rate, momentum)
    loss_fn = LOSSES["nll_loss" if usual_loss else loss]
    for name, parameter in model.named_parameters():
        parameter.grad = stale[name].clone()
    losses, states = [], []
    for images, labels in batches:
        if clear == "first":
            optimizer.zero_grad()
        batch_loss = loss_fn(model(images), labels)
        if step == "before backward":
            if net == "normed" and backward and _has_gradients(model):
                return Raises("RuntimeError")  # the step changes weights in place that backward needs as they were
            optimizer.step()
        if backward:
            batch_loss.backward()
        if clear == "between":
            optimizer.zero_grad()
        for _ in range(steps if step == "after" else 0):
            optimizer.step()
        if clear == "last":
            optimizer.zero_grad()
        with torch.no_grad():
            value = loss_fn(model(images), labels) if after else batch_loss.detach()
        losses.append(_returned(value * len(images) if times_size else value, tensor))
        states.append(state_of(model))
    # Batch norm's statistics depend on how often the net was called, which is the student's business.
    weights_after = [
        {k: v for k, v in state.items() if "running" not in k and "num_batches" not in k} for state in states
    ]
    values = {"the returned losses": losses, "the weights after each step": weights_after}
    if not backward or step != "after" or clear != "first":
        values["_gradients"] = gradients_of(model)
        values["_backward_passes"] = len(batches) if backward else 0
        values["_optimizer_steps"] = len(batches) if step else 0
    return values


def afterwards(student, draw) -> None:
    """On one batch of digits, over and over, the loss must fall."""
    judge_on_digits(student, draw, "train_step_repeated")


def _has_gradients(model) -> bool:
    return any(parameter.grad is not None for parameter in model.parameters())


def _returned(value: torch.Tensor, tensor):
    if tensor == "none":
        return None
    return value if tensor else value.item()


MISTAKES = [
    Mistake(
        "missing-zero-grad",
        "Your weights are exactly what one gets when the gradients of the previous batch are never cleared.",
        {"clear": None},
    ),
    Mistake(
        "zero-grad-after-step",
        "The gradients are cleared at the end, so the first batch still steps on what was there before. Clear them first.",
        {"clear": "last"},
    ),
    Mistake(
        "zero-grad-before-step",
        "The gradients are cleared between backward and step, so the optimiser finds none. Clear them first.",
        {"clear": "between"},
    ),
    Mistake(
        "missing-backward",
        "The weights do not move: without backward() there are no gradients to step along.",
        {"backward": False},
    ),
    Mistake(
        "missing-step",
        "The gradients are there, but the weights do not move: the optimiser never took its step.",
        {"step": None},
    ),
    Mistake(
        "step-before-backward",
        "The optimiser steps before backward has computed this batch's gradients. Turn the two around.",
        {"step": "before backward"},
    ),
    Mistake(
        "loss-after-update",
        "The weights are right, but the loss was computed again after the step. Return the loss from before it.",
        {"after": True},
    ),
    Mistake(
        "tensor-returned",
        "The value is right, but it is still a tensor, and holds on to the whole graph. Make a float of it with .item().",
        {"tensor": True},
    ),
    Mistake(
        "nothing-returned",
        "The training is right, but nothing is returned. Return the loss as a float.",
        {"tensor": "none"},
    ),
    Mistake(
        "loss-fn-ignored",
        "The numbers are those of nll_loss, whatever loss_fn says. Call the function that you are given.",
        {"usual_loss": True},
    ),
    Mistake(
        "loss-times-batch-size",
        "The loss is multiplied by the number of examples. loss_fn gives the mean, and the mean is asked for.",
        {"times_size": True},
    ),
    Mistake("two-steps", "The optimiser steps twice for each batch.", {"steps": 2}),
    Mistake(
        "only-predicts",
        "The loss is right, but nothing is learnt: clear the gradients, then backward, then step.",
        {"clear": None, "backward": False, "step": None},
    ),
    Mistake(
        "gradients-not-recorded",
        "Nothing recorded how the loss came about, so backward has nothing to go back through. Is there a no_grad or a detach?",
        when=raises("RuntimeError", "does not require grad"),
    ),
    Mistake(
        "item-before-backward",
        "backward belongs to the loss as a tensor. Call .item() only at the very end.",
        when=raises("AttributeError", "'float' object has no attribute 'backward'"),
    ),
    Mistake(
        "backward-twice",
        "backward is called twice on the same loss. Once is enough.",
        when=raises("RuntimeError", "backward through the graph a second time"),
    ),
]
