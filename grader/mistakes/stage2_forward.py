"""The usual mistakes of 2.3, the forward pass: in its values, in its shapes, and in what dropout does."""

import re

import torch.nn.functional as F

from ..judge.compare import same
from ..judge.mistakes import Case, Mistake, Reply
from ..simulate import stage2 as simulate

TRAINING, EVALUATION = simulate.DROPPED.format("training"), simulate.DROPPED.format("evaluation")
MULTIPLIED = re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")
# What one image has, flattened, if one pooling is left out, or both: 16 channels of 11², 10² and 22² values.
UNPOOLED = {16 * side * side for side in (11, 10, 22)}


def _product(replies: list[Reply], cases: list[Case]) -> tuple[int, int, int] | None:
    """Of a product whose shapes do not fit: how many images there were, then rows and columns of what met fc1."""
    for reply, case in zip(replies, cases, strict=True):
        if reply.error_type == "RuntimeError":
            found = MULTIPLIED.search(reply.error["message"])
            if found and found[3] == "400":
                return len(case.inputs["images"]), int(found[1]), int(found[2])
    return None


def _missing_pool(replies, cases) -> bool:
    product = _product(replies, cases)
    return product is not None and product[2] in UNPOOLED


def _missing_flatten(replies, cases) -> bool:
    product = _product(replies, cases)
    return product is not None and product[1:] == (product[0] * 16 * 5, 5)


def _batch_fixed(replies, cases) -> bool:
    return any(
        reply.error_type == "RuntimeError"
        and reply.error["message"].endswith(f"is invalid for input of size {len(case.inputs['images']) * 400}")
        for reply, case in zip(replies, cases, strict=True)
    )


def _flattened_with_batch(replies, cases) -> bool:
    product = _product(replies, cases)
    return product is not None and product[0] > 1 and product[1:] == (1, product[0] * 400)


def _dropout(replies: list[Reply], cases: list[Case]) -> list[tuple[float, float, float, list[float]]] | None:
    """For each rate: the rate, the shares dropped in training and evaluation mode, the factors; None if it cannot be told."""
    seen = []
    for reply, case in zip(replies, cases, strict=True):
        if reply.error:
            return None
        if case.inputs["both_modes"]:
            rate = case.inputs["arguments"].get("dropout", simulate.DROPOUT_RATE)
            seen.append((rate, reply.value[TRAINING], reply.value[EVALUATION], reply.value[simulate.FACTORS]))
    return seen


def _near(share: float, rate: float) -> bool:
    return abs(share - rate) < 0.08


def _grown(factors: list[float], share: float) -> bool:
    """Whether all kept outputs grew alike, by 1 / (1 - rate), for a rate that is near the share that was dropped."""
    smallest, largest = factors
    return largest - smallest < 0.01 and _near(1 - 1 / smallest, share)


def _right_in_evaluation_mode(replies: list[Reply], cases: list[Case]) -> bool:
    expected = [simulate.digit_cnn_forward(**case.inputs) for case in cases]
    name = "the returned log-probabilities"
    return all(
        same(reply.value.get(name), value[name])
        for reply, case, value in zip(replies, cases, expected, strict=True)
        if not case.inputs["training"]
    )


def _follows(rates_and_shares) -> bool:
    return all(_near(share, rate) for rate, share in rates_and_shares)


def _ignores(rates_and_shares) -> bool:
    """The same share at every rate."""
    shares = [share for _, share in rates_and_shares]
    return min(shares) > 0.05 and _near(shares[0], shares[1]) and not _follows(rates_and_shares)


def _only_in_training(test):
    """A predicate of dropout that is off in evaluation mode, as it should be, and has another fault."""

    def when(replies, cases) -> bool:
        seen = _dropout(replies, cases)
        return (
            _right_in_evaluation_mode(replies, cases)
            and all(in_evaluation == 0 for _, _, in_evaluation, _ in seen)
            and test(seen)
        )

    return when


def _always_on(test):
    """A predicate of dropout that is on in evaluation mode too."""

    def when(replies, cases) -> bool:
        seen = _dropout(replies, cases)
        on = all(_near(share, in_evaluation) and share > 0.05 for _, share, in_evaluation, _ in seen)
        return on and test([(rate, share) for rate, share, _, _ in seen])

    return when


def _never_on(replies, cases) -> bool:
    seen = _dropout(replies, cases)
    off = all(share == 0 and in_evaluation == 0 for _, share, in_evaluation, _ in seen)
    return (
        off
        and all(same(list(factors), [1.0, 1.0]) for _, _, _, factors in seen)
        and _right_in_evaluation_mode(replies, cases)
    )


ALWAYS_ON = "Dropout works in evaluation mode too. It should only while self.training is True."
RATE_IGNORED = "The share that is dropped is the same, whatever the argument dropout of __init__ says."

DIGIT_CNN_FORWARD = [
    Mistake(
        "softmax-for-log-softmax",
        "These are probabilities. The loss wants their logarithms: log-softmax.",
        {"output": "softmax"},
    ),
    Mistake(
        "log-softmax-over-batch",
        "The softmax runs over the batch, so the images share their probabilities. Let it run over the classes.",
        {"dim": 0},
    ),
    Mistake(
        "logits-returned",
        "These are the outputs of fc2 as they are. Make log-probabilities of them with log-softmax.",
        {"output": "logits"},
    ),
    Mistake("sigmoid-for-log-softmax", "Sigmoid looks at each class alone. Use log-softmax.", {"output": "sigmoid"}),
    Mistake(
        "negative-log-softmax",
        "The sign is turned around. Log-probabilities are negative; the minus belongs to the loss.",
        {"output": "negative"},
    ),
    Mistake("no-relu", "No ReLU works anywhere. It belongs after conv1, conv2 and fc1.", {"relu": ()}),
    Mistake("missing-relu-after-fc1", "The ReLU after fc1 is missing.", {"relu": ("conv1", "conv2")}),
    Mistake("missing-relu-after-convolutions", "The ReLU after both convolutions is missing.", {"relu": ("fc1",)}),
    Mistake("missing-relu-after-conv1", "The ReLU after conv1 is missing.", {"relu": ("conv2", "fc1")}),
    Mistake("missing-relu-after-conv2", "The ReLU after conv2 is missing.", {"relu": ("conv1", "fc1")}),
    Mistake(
        "relu-on-output",
        "There is a ReLU after fc2 too. Its outputs may be negative: leave them as they are.",
        {"relu": ("conv1", "conv2", "fc1", "fc2")},
    ),
    Mistake("average-pool", "The pooling takes means. Let it take the largest value.", {"pool": F.avg_pool2d}),
    Mistake("missing-fc2", "These are the outputs of fc1: fc2 was left out.", {"last": "fc1"}),
    Mistake(
        "detached",
        "The numbers are right, but the way back for the gradients is cut, so not every layer could learn. "
        "Is there a .detach(), .data or no_grad?",
        {"detached": True},
    ),
    Mistake(
        "missing-max-pool",
        "Too many values arrive at fc1: max-pooling is missing after a convolution.",
        when=_missing_pool,
    ),
    Mistake(
        "missing-flatten",
        "fc1 wants one row of 400 values for each image. Flatten all but the batch first.",
        when=_missing_flatten,
    ),
    Mistake(
        "batch-flattened",
        "All images of the batch became one row. Keep a row for each image, however many there are.",
        when=_flattened_with_batch,
    ),
    Mistake(
        "batch-size-hard-coded",
        "This works for one batch size only. Take it from the images, or let -1 stand for it.",
        when=_batch_fixed,
    ),
    Mistake("dropout-always-on", ALWAYS_ON, when=_always_on(_follows)),
    Mistake("dropout-never-on", "Dropout never drops anything, not even in training mode.", when=_never_on),
    Mistake(
        "dropout-rate-ignored",
        RATE_IGNORED,
        when=_only_in_training(lambda seen: _ignores([(rate, share) for rate, share, _, _ in seen])),
    ),
    Mistake(
        "dropout-always-on+dropout-rate-ignored",
        f"Two things at once. {ALWAYS_ON} And: {RATE_IGNORED}",
        when=_always_on(_ignores),
    ),
    Mistake(
        "dropout-rate-inverted",
        "The argument is the share to drop, and here it is the share that is kept.",
        when=_only_in_training(lambda seen: all(_near(share, 1 - rate) for rate, share, _, _ in seen)),
    ),
    Mistake(
        "dropout-not-scaled",
        "The right share is dropped, but the other outputs should grow to make up for it. F.dropout does both.",
        when=_only_in_training(
            lambda seen: all(_near(share, rate) and same(list(f), [1.0, 1.0]) for rate, share, _, f in seen)
        ),
    ),
    Mistake(
        "dropout-misplaced",
        "Dropout works on other values than it should. It belongs between fc1 and fc2, once.",
        when=_only_in_training(
            lambda seen: all(not _grown(f, share) and f[1] - f[0] > 0.05 for _, share, _, f in seen)
        ),
    ),
]
