"""Probes of stage 3: gradient steps, optimisers, training steps and epochs."""

import torch

from ...given import LOSSES, Batches, build_net, gradients_of, state_of
from ..recording import Elsewhere, ModeRecorder


def gradient_descent_step(module, case: dict) -> dict:
    """Step on parameters whose gradients are given; some have none."""
    parameters = [value.clone().requires_grad_() for value in case["values"]]
    for parameter, gradient in zip(parameters, case["gradients"], strict=True):
        parameter.grad = None if gradient is None else gradient.clone()
    given = iter(parameters) if case["as_iterator"] else parameters
    before = list(parameters)
    answer = module.gradient_descent_step(given, case["learning_rate"])
    return {
        "the parameters after the step": [parameter.detach() for parameter in before],
        "the gradients after the step": [parameter.grad for parameter in before],
        "whether autograd recorded the step": any(not parameter.is_leaf for parameter in before),
        "_returned": [value.detach() for value in answer] if isinstance(answer, list | tuple) else None,
    }


def build_optimizer(module, case: dict) -> dict:
    """Build the optimiser with given or default arguments, then take two steps on gradients that are sent."""
    net = build_net(case["net"], case["weights"])
    if case["frozen"]:
        next(net.parameters()).requires_grad_(False)
    optimizer = module.build_optimizer(net, **case["arguments"])
    if not isinstance(optimizer, torch.optim.Optimizer):
        return {"the kind of the optimiser": type(optimizer).__name__}
    ids = {id(parameter): name for name, parameter in net.named_parameters()}
    held = [ids.get(id(parameter), "?") for group in optimizer.param_groups for parameter in group["params"]]
    for _ in range(case["steps"]):
        for name, parameter in net.named_parameters():
            parameter.grad = case["gradients"][name].clone() if parameter.requires_grad else None
        optimizer.step()
    return {
        "the kind of the optimiser": "SGD" if isinstance(optimizer, torch.optim.SGD) else type(optimizer).__name__,
        "the parameters that it updates": sorted(name for name in held if name != "?"),
        "the weights after two steps": state_of(net),
    }


def train_step(module, case: dict) -> dict:
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


def train_step_repeated(module, case: dict) -> dict:
    """Train on one batch over and over."""
    net = build_net(case["net"], case["weights"]).train()
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    for _ in range(case["steps"]):
        module.train_step(net, loss_fn, optimizer, case["images"], case["labels"])
    return {"loss": loss_fn(net(case["images"]), case["labels"]).item()}


def train_epoch(module, case: dict) -> dict:
    """Train for one epoch on batches that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    loader = Batches(Elsewhere(case["images"]), Elsewhere(case["labels"]), case["batch_size"])
    loss_fn = LOSSES[case["loss"]]
    Elsewhere.used = False
    arguments = {} if case["log_every"] is None else {"log_every": case["log_every"]}
    log = module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"), **arguments)
    return {
        "the batch sizes that the model saw": net.batch_sizes,
        "the modes in which the model ran": net.modes_seen(),
        "the log": log,
        "the weights after the epoch": {name: value.detach() for name, value in net.net.named_parameters()},
        "whether every batch was moved to the device": not Elsewhere.used,
    }


def train_epoch_on_digits(module, case: dict) -> dict:
    """Train a small net on digits for one epoch."""
    net = build_net(case["net"], case["weights"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    loader = Batches(case["images"], case["labels"], case["batch_size"])
    module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"))
    with torch.no_grad():
        return {"loss": loss_fn(net.eval()(case["images"]), case["labels"]).item()}
