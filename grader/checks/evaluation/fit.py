"""4.2 fit: runs of two, three (the default) and one epochs: the whole history, and the weights at the end."""

import torch

from coursekit.judge.compare import Meets
from coursekit.judge.mistakes import Case, Mistake
from grader.checks.sgd import PlainSGD
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, state_of

HISTORY = Meets("a History with its five lists", lambda got: got == "a History", example="a History")


def cases(draw) -> list[Case]:
    drawn = []
    for n_epochs, train_count, test_count, batch_size, loss, rate in [
        (2, 17, 7, 3, "squared_loss", draw.number(0.005, 0.01)),
        (None, 13, 9, 4, "nll_loss", draw.number(0.03, 0.08)),
        (1, 459, 31, 2, "nll_loss", draw.number(0.03, 0.08)),  # so many batches that log_every matters
    ]:
        inputs = {
            "net": "linear",
            "weights": draw_weights("linear", draw),
            "learning_rate": rate,
            "momentum": draw.number(0.3, 0.7),
            "loss": loss,
            "train": (draw.normal(train_count, 1, 4, 4), draw.labels(train_count)),
            "test": (draw.normal(test_count, 1, 4, 4), draw.labels(test_count)),
            "batch_size": batch_size,
            "n_epochs": n_epochs,
        }
        option = "" if n_epochs is None else f", n_epochs={n_epochs}"
        called = f"fit(model, {loss}, optimizer, train_loader, test_loader, device{option})"
        drawn.append(Case(f"{called} with {train_count} training examples", inputs))
    return drawn


def expected(
    net, weights, learning_rate, momentum, loss, train, test, batch_size, n_epochs, first=True, epochs_off=0,
    epochs_ignored=False, trained_on="train", evaluated_on="test", restarts=False, unit="examples", at_end=False,
    before_epoch=False, late=False, swapped=False, logged=True, nothing=False, usual_loss=False,
) -> dict:  # fmt: skip
    """Evaluate, then train and evaluate once per epoch."""
    model = build_net(net, weights)
    optimizer, loss_fn = PlainSGD(model, learning_rate, momentum), LOSSES["nll_loss" if usual_loss else loss]
    sets = {"train": train, "test": test}
    epochs = max(0, (3 if n_epochs is None or epochs_ignored else n_epochs) + epochs_off)
    loader = Batches(*train, batch_size)
    per_epoch = len(loader.dataset) if unit == "examples" else len(loader)
    tests = [(0, *_measure(model, loss_fn, *sets[evaluated_on]))] if first else []
    train_log = []
    for epoch in range(epochs):
        before, after = epoch * per_epoch, (epoch + 1) * per_epoch
        measured = _measure(model, loss_fn, *sets[evaluated_on])
        log = _train_epoch(model, loss_fn, optimizer, Batches(*sets[trained_on], batch_size))
        train_log += [(seen + (0 if restarts else before), value) for seen, value in log]
        measured = measured if before_epoch else _measure(model, loss_fn, *sets[evaluated_on])
        if not at_end or epoch == epochs - 1:
            tests.append((before if late else after, *measured))
    values = {
        "train_seen": [seen for seen, _ in train_log] if logged else [],
        "train_loss": [value for _, value in train_log] if logged else [],
        "test_seen": [seen for seen, _, _ in tests],
        "test_loss": [row[2 if swapped else 1] for row in tests],
        "test_accuracy": [row[1 if swapped else 2] for row in tests],
    }
    lists = {f"history.{name}": None if nothing else value for name, value in values.items()}
    return {"what was returned": None if nothing else HISTORY, **lists, "the weights after the run": state_of(model)}


@torch.no_grad()
def _measure(model, loss_fn, images: torch.Tensor, labels: torch.Tensor) -> tuple[float, float]:
    log_probs = model(images)
    return loss_fn(log_probs, labels).item(), (log_probs.argmax(dim=1) == labels).double().mean().item()


def _train_epoch(model, loss_fn, optimizer, loader) -> list[tuple[int, float]]:
    log, seen = [], 0
    for batch, (images, labels) in enumerate(loader):
        optimizer.zero_grad()
        loss = loss_fn(model(images), labels)
        loss.backward()
        optimizer.step()
        if batch % 100 == 0:
            log.append((seen, loss.item()))
        seen += len(images)
    return log


MISTAKES = [
    Mistake(
        "missing-first-evaluation",
        "The evaluation before training is missing: the test lists begin with the untrained model.",
        {"first": False},
    ),
    Mistake("one-epoch-too-few", "There is one epoch too few.", {"epochs_off": -1}),
    Mistake("one-epoch-too-many", "There is one epoch too many.", {"epochs_off": 1}),
    Mistake("n-epochs-ignored", "There are always 3 epochs, whatever n_epochs says.", {"epochs_ignored": True}),
    Mistake(
        "training-set-evaluated",
        "The model is measured on the training set. How good is it on images that it never saw?",
        {"evaluated_on": "train"},
    ),
    Mistake(
        "trained-on-test-set",
        "The model is trained on the test set, so its test accuracy says nothing any more.",
        {"trained_on": "test"},
    ),
    Mistake(
        "loaders-swapped",
        "The two loaders have changed places: this trains on the test set and measures on the training set.",
        {"trained_on": "test", "evaluated_on": "train"},
    ),
    Mistake(
        "seen-restarts",
        "train_seen begins at 0 again in every epoch. Add the examples of the epochs before.",
        {"restarts": True},
    ),
    Mistake(
        "batches-counted",
        "The examples of an epoch are counted in batches. len(loader.dataset) is the number of examples.",
        {"unit": "batches"},
    ),
    Mistake(
        "evaluates-only-at-the-end",
        "After training there is one evaluation only. There should be one after every epoch.",
        {"at_end": True},
    ),
    Mistake(
        "evaluates-before-epoch",
        "In every epoch, the model is measured before it is trained. Train first.",
        {"before_epoch": True},
    ),
    Mistake(
        "test-seen-one-epoch-late",
        "test_seen is one epoch behind: after an epoch, its examples have been seen too.",
        {"late": True},
    ),
    Mistake(
        "loss-accuracy-swapped",
        "The losses are in test_accuracy and the accuracies in test_loss. evaluate returns the loss first.",
        {"swapped": True},
    ),
    Mistake(
        "loss-fn-ignored",
        "The losses are those of nll_loss, whatever loss_fn says. Pass on the function that you are given.",
        {"usual_loss": True},
    ),
    Mistake(
        "training-log-lost", "The train lists are empty: train_epoch returns what belongs there.", {"logged": False}
    ),
    Mistake("nothing-returned", "The run is right, but nothing is returned. Return the history.", {"nothing": True}),
]
