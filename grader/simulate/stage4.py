"""Stage 4, what is measured: expected observations, and what they would be with a mistake switched on."""

import torch

from ..given import LOSSES, Batches, build_net, state_of
from ..judge.compare import Meets, exactly
from .sgd import PlainSGD

PAIR = Meets(
    "two numbers, (loss, accuracy)", lambda got: isinstance(got, list | tuple) and len(got) == 2, example=(0.5, 0.5)
)
HISTORY = Meets("a History with its five lists", lambda got: got == "a History", example="a History")


def evaluate(
    net, weights, training, torch_seed, loss, images, labels, batch_size, loader, mode="eval", recorded=False,
    loss_as="mean", accuracy_as="share", only=None, usual_loss=False, swapped=False, nothing=False, moved=True,
    flat=False,
) -> dict:  # fmt: skip
    """Mean loss per example and share of right answers, in evaluation mode."""
    model = build_net(net, weights).train({"eval": False, "as it came": training, "train": True}[mode])
    torch.manual_seed(torch_seed)
    loss_fn = LOSSES["nll_loss" if usual_loss else loss]
    batches = list(Batches(images, labels, batch_size))
    batches = {"first": batches[:1], "last": batches[-1:], None: batches}[only]
    means, right, sizes = [], [], []
    with torch.no_grad():
        for batch_images, batch_labels in batches:
            log_probs = model(batch_images)
            means.append(loss_fn(log_probs, batch_labels).item())
            predicted = log_probs.argmax() if flat else log_probs.argmax(dim=1)
            right.append((predicted == batch_labels).sum().item())
            sizes.append(len(batch_images))
    pair = _loss(loss_as, means, sizes, batch_size), _accuracy(accuracy_as, right, sizes)
    if swapped:
        pair = pair[::-1]
    return {
        "what was returned": None if nothing else PAIR,
        "the modes in which the model ran": exactly("training mode" if model.training else "evaluation mode"),
        "whether gradients were recorded": recorded,
        "the loss": None if nothing else pair[0],
        "the accuracy": None if nothing else pair[1],
        "the weights and buffers afterwards": state_of(model),
        "whether every batch was moved to the device": moved,
    }


def _loss(kind: str, means: list[float], sizes: list[int], batch_size: int) -> float:
    """The mean loss per example from the batches' means, or what usual mistakes make of them."""
    summed = sum(mean * size for mean, size in zip(means, sizes, strict=True))
    return {
        "mean": summed / sum(sizes),
        "mean of means": sum(means) / len(means),
        "means by examples": sum(means) / sum(sizes),
        "sum of means": sum(means),
        "sum": summed,
        "sum by batches": summed / len(means),
        "as if batches were full": sum(means) * batch_size / sum(sizes),
        "last": means[-1],
    }[kind]


def _accuracy(kind: str, right: list[int], sizes: list[int]) -> float:
    """The share of right answers, or what usual mistakes make of it."""
    shares = [hits / size for hits, size in zip(right, sizes, strict=True)]
    return {
        "share": sum(right) / sum(sizes),
        "percent": 100 * sum(right) / sum(sizes),
        "count": float(sum(right)),
        "by batches": sum(right) / len(right),
        "mean of shares": sum(shares) / len(shares),
        "wrong ones": 1 - sum(right) / sum(sizes),
        "last": right[-1] / sum(sizes),
    }[kind]


def fit(
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


def predict(
    net, weights, training, torch_seed, images, mode="eval", recorded=False, answer="digits", moved=True,
    back="on the CPU",
) -> dict:  # fmt: skip
    """The likeliest digit of each image, in evaluation mode."""
    model = build_net(net, weights).train(training if mode == "as it came" else False)
    torch.manual_seed(torch_seed)
    with torch.no_grad():
        log_probs = model(images)
    digits = log_probs.argmax(dim=1)
    returned = {
        "digits": digits,
        "log-probabilities": log_probs,
        "probabilities": log_probs.exp(),
        "maxima": log_probs.max(dim=1).values,
        "maximal probabilities": log_probs.exp().max(dim=1).values,
        "max": [log_probs.max(dim=1).values, digits],  # torch.max(..., dim=1) as it comes
        "column": digits[:, None],
        "over the batch": log_probs.argmax(dim=0),
        "flat": log_probs.argmax(),
        "least likely": log_probs.argmin(dim=1),
        "list": digits.tolist(),
        "float": digits.float(),
        "int32": digits.int(),
        "nothing": None,
    }[answer]
    return {
        "the modes in which the model ran": exactly("training mode" if model.training else "evaluation mode"),
        "what was returned": returned,
        "whether gradients were recorded": recorded,
        "whether the images were moved to the device": moved,
        "where the answer lies": exactly(back),
    }
