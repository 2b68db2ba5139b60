"""3.4 train_epoch: one epoch in training mode over uneven batches.

Asked are what the model saw, the log, and the weights afterwards.
"""

import torch

from coursekit.judge.compare import exactly, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import MOST, counts, losses_rounded, observed
from grader.checks import hints
from grader.checks.on_digits import judge_on_digits
from grader.checks.sgd import PlainSGD
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights

RATE = "the optimiser's learning rate afterwards"
LOG = "the log"
WEIGHTS = "the weights after the epoch"
FEW = 10  # batches
CHANGED = "_changed_otherwise"
BATCHES, OTHER_STEPS = "_batches", "_other_steps"  # evidence: the batches' numbers; the steps of other optimisers


def cases(draw) -> list[Case]:
    """A last batch that is shorter, a log of every batch, and a log_every that is left out: for one batch, and for 102."""
    cases = []
    for net, count, batch_size, log_every, training, rate in [
        ("normed", 14, 3, 3, False, (0.05, 0.2)),
        ("linear", 7, 3, 1, True, (0.05, 0.2)),  # batch norm cannot train on a single example
        ("normed", 5, 8, None, False, (0.05, 0.2)),
        ("linear", 203, 2, None, True, (0.001, 0.004)),  # large steps, so many of them, would blow up the rounding
    ]:
        inputs = {
            "net": net,
            "weights": draw_weights(net, draw),
            "training": training,
            "learning_rate": draw.number(*rate),
            "momentum": draw.number(0.3, 0.9),
            "loss": draw.choice(["nll_loss", "squared_loss"]),
            "images": draw.normal(count, 1, 4, 4),
            "labels": draw.labels(count),
            "batch_size": batch_size,
            "log_every": log_every,
            "elsewhere": count < 100,  # to watch every tensor takes time
        }
        option = "" if log_every is None else f", log_every={log_every}"
        called = f"train_epoch(model, {inputs['loss']}, optimizer, loader, device{option}), {count} examples in batches of {batch_size}"
        cases.append(Case(called, inputs))
    return cases


def expected(
    net, weights, training, learning_rate, momentum, loss, images, labels, batch_size, log_every, elsewhere,
    train_mode=True, count="before", unit="examples", offset=0, log_all=False, stop_after=None, ignore_every=False,
    moved=True, dropped_last=False, first_logged=True, entry="pair", trained=True, clear=True, all_others=False,
) -> dict:  # fmt: skip
    """Training mode; every batch once, in order; a log of (examples seen before the batch, its loss)."""
    model = build_net(net, weights).train({True: True, None: training, False: False}[train_mode])
    optimizer = PlainSGD(model, learning_rate, momentum)
    every = 100 if log_every is None or ignore_every else log_every
    log, sizes, losses, seen = [], [], [], 0
    loader = list(Batches(images, labels, batch_size))
    for batch, (batch_images, batch_labels) in enumerate(loader[:-1] if dropped_last else loader):
        if clear:
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
        if (log_all or (batch % every == offset % every) != all_others) and (first_logged or batch > 0):
            log.append(_entry(entry, batch * len(batch_images) if unit == "times this batch" else seen, losses))
        if count == "before":
            seen += size
        if stop_after is not None and len(sizes) == stop_after:
            break
    return {
        "the batch sizes that the model saw": sizes,
        "the modes in which the model ran": exactly(_mode(model) if sizes else "none"),
        RATE: learning_rate,
        LOG: None if entry == "none" else log,
        WEIGHTS: {name: value.detach() for name, value in model.named_parameters()},
        "whether every batch was moved to the device": moved or not elsewhere,
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


def _another_default(replies: list[Reply], cases: list[Case]) -> bool:
    """Whether all is right, but for a log_every that was left out there is another number than 100."""
    every = _batches_between(replies[-1], cases[-1])
    inputs = [{**case.inputs, "log_every": case.inputs["log_every"] or every} for case in cases]
    return every not in (0, 100) and all(
        same(reply.value, expected(**each)) for reply, each in zip(replies, inputs, strict=True)
    )


def _batches_between(reply: Reply, case: Case) -> int:
    """How many batches the first two entries of a log are apart, or all batches if there is one entry; 0 if it is no log."""
    log = reply.value.get(LOG) if isinstance(reply.value, dict) else None
    if not isinstance(log, list) or not log:
        return 0
    if len(log) == 1:
        return len(case.inputs["images"])
    second = log[1][0] if isinstance(log[1], list | tuple) and log[1] else 0
    return second // case.inputs["batch_size"] if isinstance(second, int) else 0


def _gradients_kept(replies: list[Reply], cases: list[Case]) -> bool:
    """Where there are few batches, all is as if gradients were never cleared. (Over many, rounding would grow with them.)"""
    few = [pair for pair in zip(replies, cases, strict=True) if _number(pair[1]) < FEW]
    return all(same(reply.value, expected(**case.inputs, clear=False)) for reply, case in few) and not all(
        same(reply.value, expected(**case.inputs)) for reply, case in few
    )


def _rate_changed(replies: list[Reply], cases: list[Case]) -> bool:
    """After some call the optimiser's learning rate is another one than before it."""
    rates = [reply.value.get(RATE) if isinstance(reply.value, dict) else None for reply in replies]
    pairs = zip(rates, cases, strict=True)
    return any(isinstance(rate, float) and not same(rate, case.inputs["learning_rate"]) for rate, case in pairs)


def _first_batch_again(replies: list[Reply], cases: list[Case]) -> bool:
    """The model saw its first batch several times, and no other one, wherever there are several."""
    seen = [counts(reply, BATCHES) for reply in replies]
    return (
        None not in seen
        and all(not any(each) for each in seen)
        and all(len(each) > 1 for each in _several(seen, cases))
    )


def _several_passes(replies: list[Reply], cases: list[Case]) -> bool:
    """The model saw all batches in their order, and then all of them again."""
    seen = [counts(reply, BATCHES) for reply in replies]
    return None not in seen and all(
        len(each) >= 2 * _number(case) and each == [*range(_number(case))] * (len(each) // _number(case))
        for each, case in zip(seen, cases, strict=True)
    )


def _several(seen: list[list[int]], cases: list[Case]) -> list[list[int]]:
    return [each for each, case in zip(seen, cases, strict=True) if _number(case) > 1]


def _number(case: Case) -> int:
    """How many batches there are."""
    return len(Batches(case.inputs["images"], case.inputs["labels"], case.inputs["batch_size"]))


def _another_optimizer(replies: list[Reply], cases: list[Case]) -> bool:
    """In each call, an optimiser took steps that is not the one that was given."""
    return all(_other_steps(reply) > 0 for reply in replies)


def _other_steps(reply: Reply) -> int:
    steps = reply.value.get(OTHER_STEPS) if isinstance(reply.value, dict) else None
    return steps if type(steps) is int else 0


def _entries(reply: Reply) -> list | None:
    """The log's entries, if it is a list of pairs, and not a long one."""
    log = reply.value.get(LOG) if isinstance(reply.value, dict) else None
    if not isinstance(log, list) or len(log) > MOST:
        return None
    return log if all(isinstance(entry, list | tuple) and len(entry) == 2 for entry in log) else None


def _earlier_kept(replies: list[Reply], cases: list[Case]) -> bool:
    """The log of each call is the right one, behind those of all calls before."""
    logs, right = [_entries(reply) for reply in replies], []
    for log, case in zip(logs, cases, strict=True):
        right = [*right, *expected(**case.inputs)[LOG]]
        if log is None or not same(log, right):
            return False
    return True


def _logged_and_right(reply: Reply, case: Case) -> list[tuple[object, float]]:
    """Each loss in the log, with the right one; [] where the log has other entries than it should."""
    log, right = _entries(reply), expected(**case.inputs)[LOG]
    if log is None or not same([seen for seen, _ in log], [seen for seen, _ in right]):
        return []
    return [(loss, other) for (_, loss), (_, other) in zip(log, right, strict=True)]


def _tensors_logged(replies: list[Reply], cases: list[Case]) -> bool:
    """Each loss in the log is a tensor."""
    logs = [_entries(reply) for reply in replies]
    return all(log and all(isinstance(loss, torch.Tensor) for _, loss in log) for log in logs)


def _several_losses_logged(replies: list[Reply], cases: list[Case]) -> bool:
    """The weights are right, and each loss in the log is a mean or sum of the last batches' losses, some of several."""
    several = False
    for reply, case in zip(replies, cases, strict=True):
        log = _entries(reply)
        right = expected(**case.inputs, log_all=True)
        if log is None or not same(reply.value.get(WEIGHTS), right[WEIGHTS]):
            return False
        losses, every = [loss for _, loss in right[LOG]], case.inputs["log_every"] or 100
        totals = _totals(losses, every)
        for _, loss in log:
            if not isinstance(loss, float) or not any(same(loss, each) for each in [*losses, *totals]):
                return False
            several = several or not any(same(loss, each) for each in losses)
    return several


def _totals(losses: list[float], every: int) -> list[float]:
    """Sums of the last losses, of `every` and of all so far, as they are and divided, each for every batch."""
    totals = []
    for end in range(1, len(losses) + 1):
        for length in {min(every, end), end}:
            total = sum(losses[end - length : end])
            totals += [total, total / length, total / every]
    return totals


MISTAKES = [
    Mistake(
        "missing-train-mode",
        "The model was still in evaluation mode. Switch it to training mode before the first batch.",
        {"train_mode": None},
        hint=hints.MODE,
    ),
    Mistake(
        "eval-mode-for-training",
        "The model is put into evaluation mode, which is for testing. Switch it to training mode.",
        {"train_mode": False},
        hint=hints.MODE,
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
        hint="A batch of 64 examples counts as 64.",
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
        hint="How long is the batch that just came?",
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
        hint="Which numbers can be divided by log_every without a rest? Is 0 one of them?",
    ),
    Mistake(
        "log-pair-swapped",
        "The pairs in the log are turned around: the examples come first, then the loss.",
        {"entry": "swapped"},
        hint="What does the docstring name first, the examples or the loss?",
    ),
    Mistake(
        "only-losses-logged",
        "The log holds losses alone. Each entry should be a pair: (examples, loss).",
        {"entry": "loss alone"},
        hint="A pair in round brackets can be appended like anything else.",
    ),
    Mistake(
        "mean-loss-logged",
        "The log holds the mean of all losses so far. It should hold the loss of that batch.",
        {"entry": "mean so far"},
        hint="train_step returns one batch's loss, and that is what is to be noted.",
    ),
    Mistake(
        "mean-loss-logged",
        "The log holds losses of several batches together, a mean or a sum. It should hold the loss of that batch alone.",
        when=_several_losses_logged,
        hint="train_step returns one batch's loss, and that is what is to be noted.",
    ),
    Mistake(
        "tensors-logged",
        "The losses in the log are tensors. Keep plain numbers: a tensor can hold on to all that it was computed from.",
        when=_tensors_logged,
        explains=(LOG,),
        hint=hints.NUMBER,
    ),
    Mistake(
        "earlier-log-kept",
        "The log still holds the entries of earlier calls. Is it a new list in each call?",
        when=_earlier_kept,
        explains=(LOG,),
        hint="A default in a function's first line, and a list outside of it, are made once for all calls.",
    ),
    Mistake(
        "log-not-returned",
        "The training is right, but nothing is returned. Return the log.",
        {"entry": "none"},
        hint=hints.RETURN,
    ),
    Mistake(
        "not-trained",
        "The losses are computed, but the weights never move. Call train_step for each batch.",
        {"trained": False},
        hint="You have written a function that does all five things for one batch.",
    ),
    Mistake(
        "missing-zero-grad",
        "The gradients of the previous batch are never cleared. train_step does all that a batch needs: call it.",
        when=_gradients_kept,
        hint="You have written a function that does all five things for one batch.",
    ),
    Mistake(
        "learning-rate-changed",
        "The learning rate of the optimiser was changed during the epoch. It should be afterwards what it was before.",
        when=_rate_changed,
        explains=(RATE,),
        follows=(WEIGHTS, LOG),
        hint=hints.RATE,
    ),
    Mistake(
        "another-optimizer",
        "Another optimiser than the one that was given took steps. Train with the given one: it remembers its last steps.",
        when=_another_optimizer,
        explains=(OTHER_STEPS,),
        follows=(WEIGHTS, LOG, RATE),
        hint=hints.OWN_OPTIMIZER,
    ),
    Mistake(
        "first-batch-again",
        "Every round trained on the loader's first batch again. A loader begins anew with each iter(): let the loop walk over it.",
        when=_first_batch_again,
        hint="A for over the loader itself hands out one batch after the other, until none is left.",
    ),
    Mistake(
        "several-passes",
        "The model was trained on the whole loader more than once. An epoch is one pass over it.",
        when=_several_passes,
        hint="How many loops stand around the one over the batches? An epoch needs none.",
    ),
    Mistake(
        "log-off-by-one",
        "The log begins one batch late. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": 1},
        hint="The first batch is number 0, and it is in the log.",
    ),
    Mistake(
        "log-off-by-one-end",
        "The log begins with batch log_every - 1. It should hold batches 0, log_every, 2 * log_every, ...",
        {"offset": -1},
        hint="The first batch is number 0, and it is in the log.",
    ),
    Mistake(
        "log-condition-inverted",
        "The log holds just the batches that it should not. For batches 0, log_every, 2 * log_every, ... the remainder is 0.",
        {"all_others": True},
        hint="Of 0 divided by log_every, what is left over? And is that True or False, as a condition?",
    ),
    Mistake(
        "rounded",
        "The losses in the log were rounded. Keep them as they are; only what is printed need be short.",
        when=losses_rounded(_logged_and_right),
        hint=hints.PLACES,
    ),
    Mistake(
        "weights-changed-otherwise",
        "The weights changed before the model ran, though no optimiser took a step. Are they set anew, by reset_parameters() perhaps, or by hand?",
        when=observed(CHANGED, lambda times: type(times) is int and times > 0),
        hint="Every step begins at the weights that the one before has left. Which line of yours gives them other values?",
    ),
    Mistake(
        "every-batch-logged",
        "Every batch is in the log. Keep one in log_every.",
        {"log_all": True},
        hint="The rest of a division, %, tells which numbers are multiples of another.",
    ),
    Mistake(
        "log-every-ignored",
        "The log keeps one in 100 batches, whatever log_every says.",
        {"ignore_every": True},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "log-every-default",
        "With log_every the log is right. Without it, one batch in 100 belongs in the log: is its default still 100?",
        when=_another_default,
        hint="Compare the function's first line with the one in the exercise.",
    ),
    Mistake(
        "stops-after-first-batch",
        "The epoch ends after its first batch. Is there a return inside the loop?",
        {"stop_after": 1},
        hint="A return that is indented no deeper than its loop comes after all of the loop's rounds.",
    ),
    Mistake(
        "last-batch-dropped",
        "The last, smaller batch was left out. It counts too.",
        {"dropped_last": True},
        hint="What the loader hands out is to be taken, whatever its length.",
    ),
    Mistake(
        "not-moved-to-device",
        "A batch reached the model without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False},
        hint=hints.MOVED,
    ),
]
