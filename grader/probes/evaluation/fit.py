"""The probe of 4.2."""

import torch

from coursekit.kit.recording import ChangedOtherwise
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, state_of

CPU = torch.device("cpu")
SERIES = ("train_seen", "train_loss", "test_seen", "test_loss", "test_accuracy")


def probe(module, case: dict) -> dict:
    """Train a small net with the student's own functions."""
    net = build_net(case["net"], case["weights"])
    optimizer = torch.optim.SGD(net.parameters(), lr=case["learning_rate"], momentum=case["momentum"])
    steps = []
    optimizer.register_step_post_hook(lambda *_: steps.append(1))
    train_loader, test_loader = (Batches(*case[name], case["batch_size"]) for name in ("train", "test"))
    arguments = {} if case["n_epochs"] is None else {"n_epochs": case["n_epochs"]}
    with ChangedOtherwise(net) as otherwise:
        answer = module.fit(net, LOSSES[case["loss"]], optimizer, train_loader, test_loader, CPU, **arguments)
    is_history = all(hasattr(answer, name) for name in SERIES)
    values = {"what was returned": "a History" if is_history else answer}
    values |= {f"history.{name}": getattr(answer, name, None) for name in SERIES}
    return values | {
        "the weights after the run": state_of(net),
        "_steps of the optimizer": len(steps),
        "_changed_otherwise": otherwise.count,
        "_learning rate afterwards": float(optimizer.param_groups[0]["lr"]),
    }
