"""Runs a student's train_epoch."""

import torch
from torch.optim.optimizer import register_optimizer_step_post_hook

from coursekit.kit.recording import ChangedOtherwise, ModeRecorder, Transfers
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, state_of


def probe(module, case: dict) -> dict:
    """Train for one epoch, where the case says so on batches that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    transfers = Transfers()
    images, labels = case["images"], case["labels"]
    if case["elsewhere"]:
        images, labels = transfers.elsewhere(images), transfers.elsewhere(labels)
    loader = Batches(images, labels, case["batch_size"])
    loss_fn = LOSSES[case["loss"]]
    arguments = {} if case["log_every"] is None else {"log_every": case["log_every"]}
    seen, other_steps = _watch_batches(net, case["images"].split(case["batch_size"])), []
    hook = register_optimizer_step_post_hook(lambda each, *_: other_steps.append(1) if each is not optimizer else None)
    with hook, ChangedOtherwise(net) as otherwise:
        log = module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"), **arguments)
    return {
        "the batch sizes that the model saw": net.batch_sizes,
        "the modes in which the model ran": net.modes_seen(),
        "the optimiser's learning rate afterwards": optimizer.param_groups[0].get("lr"),
        "the log": list(log) if type(log) is list else log,  # as it is now: a later call may add to it
        "the weights after the epoch": {name: value.detach() for name, value in net.net.named_parameters()},
        "whether every batch was moved to the device": transfers.untouched_elsewhere,
        "_batches": seen,
        "_other_steps": len(other_steps),
        "_changed_otherwise": otherwise.count,
    }


def _watch_batches(net: torch.nn.Module, batches) -> list[int]:
    """A list to which the number of each batch is added as the net sees it, -1 for any other; each once in a row."""
    seen: list[int] = []

    def note(module, inputs) -> None:
        if inputs and isinstance(inputs[0], torch.Tensor) and inputs[0] is not net.last:
            images, next_one = inputs[0].as_subclass(torch.Tensor), seen[-1] + 1 if seen else 0
            likely_first = [*range(next_one, len(batches)), *range(min(next_one, len(batches)))]
            seen.append(next((number for number in likely_first if torch.equal(batches[number], images)), -1))

    net.register_forward_pre_hook(note)
    return seen


def on_digits(module, case: dict) -> dict:
    """Train a small net on digits for one epoch."""
    net = build_net(case["net"], case["weights"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    loader = Batches(case["images"], case["labels"], case["batch_size"])
    module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"))
    return {"weights": state_of(net)}
