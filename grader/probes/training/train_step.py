"""Runs a student's train_step."""

import torch

from grader.given.losses import LOSSES
from grader.given.nets import build_net, gradients_of, state_of


def probe(module, case: dict) -> dict:
    """Take steps with stale gradients planted before the first one."""
    net = build_net(case["net"], case["weights"]).train(case["training"])
    for name, parameter in net.named_parameters():
        parameter.grad = case["stale"][name].clone()
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    losses, weights, backwards, steps = [], [], [], []
    next(net.parameters()).register_hook(lambda gradient: backwards.append(1))
    optimizer.register_step_post_hook(lambda *_: steps.append(1))
    for images, labels in case["batches"]:
        losses.append(module.train_step(net, LOSSES[case["loss"]], optimizer, images, labels))
        weights.append(state_of(net))
    return {
        "the returned losses": losses,
        "the weights after each step": weights,
        "_gradients": gradients_of(net),
        "_backward_passes": len(backwards),
        "_optimizer_steps": len(steps),
    }


def on_digits(module, case: dict) -> dict:
    """Train on one batch over and over."""
    net = build_net(case["net"], case["weights"]).train()
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    for _ in range(case["steps"]):
        module.train_step(net, loss_fn, optimizer, case["images"], case["labels"])
    return {"loss": loss_fn(net(case["images"]), case["labels"]).item()}
