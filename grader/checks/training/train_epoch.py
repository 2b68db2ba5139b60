"""3.4 train_epoch: one epoch in training mode over uneven batches.

Asked are what the model saw, the log, and the weights afterwards.
"""

from coursekit.judge.compare import exactly
from coursekit.judge.mistakes import Case, Mistake
from grader.checks.on_digits import judge_on_digits
from grader.checks.sgd import PlainSGD
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights


def cases(draw) -> list[Case]:
    """A last batch that is shorter, a log of every batch, and a log_every that is left out."""
    cases = []
    for net, count, batch_size, log_every, training in [
        ("normed", 14, 3, 3, False),
        ("linear", 7, 3, 1, True),  # batch norm cannot train on a single example
        ("normed", 5, 8, None, False),
    ]:
        inputs = {
            "net": net,
            "weights": draw_weights(net, draw),
            "training": training,
            "learning_rate": draw.number(0.05, 0.2),
            "momentum": draw.number(0.3, 0.9),
            "loss": draw.choice(["nll_loss", "squared_loss"]),
            "images": draw.normal(count, 1, 4, 4),
            "labels": draw.labels(count),
            "batch_size": batch_size,
            "log_every": log_every,
        }
        option = "" if log_every is None else f", log_every={log_every}"
        called = f"train_epoch(model, {inputs['loss']}, optimizer, loader, device{option}), {count} examples in batches of {batch_size}"
        cases.append(Case(called, inputs))
    return cases


def expected(
    net, weights, training, learning_rate, momentum, loss, images, labels, batch_size, log_every,
    train_mode=True, count="before", unit="examples", offset=0, log_all=False, stop_after=None, ignore_every=False,
    moved=True, dropped_last=False, first_logged=True, entry="pair", trained=True,
) -> dict:  # fmt: skip
    """Training mode; every batch once, in order; a log of (examples seen before the batch, its loss)."""
    model = build_net(net, weights).train({True: True, None: training, False: False}[train_mode])
    optimizer = PlainSGD(model, learning_rate, momentum)
    every = 100 if log_every is None or ignore_every else log_every
    log, sizes, losses, seen = [], [], [], 0
    loader = list(Batches(images, labels, batch_size))
    for batch, (batch_images, batch_labels) in enumerate(loader[:-1] if dropped_last else loader):
        optimizer.zero_grad()
        batch_loss = LOSSES[loss](model(batch_images), batch_labels)
        batch_loss.backward()
        if trained:
            optimizer.step()
        sizes.append(len(batch_images))
        losses.append(batch_loss.item())
        size = {"examples": len(batch_images), "batches": 1, "64": 64}.get(unit, 0)
        if count == "after":
            seen += size
        if (log_all or batch % every == offset % every) and (first_logged or batch > 0):
            log.append(_entry(entry, batch * len(batch_images) if unit == "times this batch" else seen, losses))
        if count == "before":
            seen += size
        if stop_after is not None and len(sizes) == stop_after:
            break
    return {
        "the batch sizes that the model saw": sizes,
        "the modes in which the model ran": exactly(_mode(model) if sizes else "none"),
        "the log": None if entry == "none" else log,
        "the weights after the epoch": {name: value.detach() for name, value in model.named_parameters()},
        "whether every batch was moved to the device": moved,
    }


def afterwards(student, draw) -> None:
    """An epoch on digits must bring the loss down."""
    judge_on_digits(student, draw, "train_epoch_on_digits")


def _mode(model) -> str:
    return "training mode" if model.training else "evaluation mode"


def _entry(kind: str, seen: int, losses: list[float]):
    mean = sum(losses) / len(losses)
    return {"swapped": (losses[-1], seen), "loss alone": losses[-1], "mean so far": (seen, mean)}.get(
        kind, (seen, losses[-1])
    )


MISTAKES = [
    Mistake(
        "missing-train-mode",
        "The model was still in evaluation mode. Switch it to training mode before the first batch.",
        {"train_mode": None},
    ),
    Mistake(
        "eval-mode-for-training",
        "The model is put into evaluation mode, which is for testing. Switch it to training mode.",
        {"train_mode": False},
    ),
    Mistake(
        "logged-after-batch",
        "Each loss is logged with the examples seen after its batch. Log first, count then.",
        {"count": "after"},
    ),
    Mistake(
        "batches-counted",
        "The log counts batches. It should count examples: len(images) for each batch.",
        {"unit": "batches"},
    ),
    Mistake(
        "examples-not-counted",
        "The count of examples stays at 0. Add len(images) after each batch.",
        {"unit": "nothing"},
    ),
    Mistake(
        "batch-size-hard-coded",
        "Each batch counts as 64 examples. Ask the batch how many it has.",
        {"unit": "64"},
    ),
    Mistake(
        "batch-number-times-size",
        "The last batch can be shorter, so its own size times its number is too small. Add up the sizes as you go.",
        {"unit": "times this batch"},
    ),
    Mistake(
        "first-batch-not-logged",
        "The log begins with batch log_every. Batch 0 belongs in it too.",
        {"first_logged": False},
    ),
    Mistake(
        "log-pair-swapped",
        "The pairs in the log are turned around: the examples come first, then the loss.",
        {"entry": "swapped"},
    ),
    Mistake(
        "only-losses-logged",
        "The log holds losses alone. Each entry should be a pair: (examples, loss).",
        {"entry": "loss alone"},
    ),
    Mistake(
        "mean-loss-logged",
        "The log holds the mean of all losses so far. It should hold the loss of that batch.",
        {"entry": "mean so far"},
    ),
    Mistake(
        "log-not-returned",
        "The training is right, but nothing is returned. Return the log.",
        {"entry": "none"},
    ),
    Mistake(
        "not-trained",
        "The losses are computed, but the weights never move. Call train_step for each batch.",
        {"trained": False},
    ),
    Mistake(
        "log-off-by-one",
        "The log begins one batch late. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": 1},
    ),
    Mistake(
        "log-off-by-one-end",
        "The log begins with batch log_every - 1. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": -1},
    ),
    Mistake("every-batch-logged", "Every batch is in the log. Keep one in log_every.", {"log_all": True}),
    Mistake("log-every-ignored", "The log keeps one in 100 batches, whatever log_every says.", {"ignore_every": True}),
    Mistake(
        "stops-after-first-batch",
        "The epoch ends after its first batch. Is there a return inside the loop?",
        {"stop_after": 1},
    ),
    Mistake("last-batch-dropped", "The last, smaller batch was left out. It counts too.", {"dropped_last": True}),
    Mistake(
        "not-moved-to-device",
        "A batch reached the model without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False},
    ),
]
