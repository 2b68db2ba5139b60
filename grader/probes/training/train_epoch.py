"""Runs a student's train_epoch."""

import torch

from coursekit.kit.recording import ModeRecorder, Transfers
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net


def probe(module, case: dict) -> dict:
    """Train for one epoch on batches that lie elsewhere until they are moved to the device."""
    net = ModeRecorder(build_net(case["net"], case["weights"])).train(case["training"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    transfers = Transfers()
    images, labels = transfers.elsewhere(case["images"]), transfers.elsewhere(case["labels"])
    loader = Batches(images, labels, case["batch_size"])
    loss_fn = LOSSES[case["loss"]]
    arguments = {} if case["log_every"] is None else {"log_every": case["log_every"]}
    log = module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"), **arguments)
    return {
        "the batch sizes that the model saw": net.batch_sizes,
        "the modes in which the model ran": net.modes_seen(),
        "the log": log,
        "the weights after the epoch": {name: value.detach() for name, value in net.net.named_parameters()},
        "whether every batch was moved to the device": transfers.untouched_elsewhere,
    }


def on_digits(module, case: dict) -> dict:
    """Train a small net on digits for one epoch."""
    net = build_net(case["net"], case["weights"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=0.5)
    loss_fn = LOSSES["nll_loss"]
    loader = Batches(case["images"], case["labels"], case["batch_size"])
    module.train_epoch(net, loss_fn, optimizer, loader, torch.device("cpu"))
    with torch.no_grad():
        return {"loss": loss_fn(net.eval()(case["images"]), case["labels"]).item()}
