"""2.3 DigitCNN.forward: exact values in evaluation mode and without dropout; then what dropout does, in both modes, at
two rates."""

import re

import torch
import torch.nn.functional as F

from coursekit.judge.compare import Meets, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule
from grader.checks.model import dropout

SHAPES = {
    name: torch.Size(shape)
    for name, shape in {"conv1": (32, 1, 5, 5), "conv2": (16, 32, 3, 3), "fc1": (100, 400), "fc2": (10, 100)}.items()
}
BEFORE_RELU = ("conv1", "conv2", "fc1")
RETURNED = "the returned log-probabilities"

# Of a product whose shapes do not fit; no more digits than any size has: a reply may hold anything.
MULTIPLIED = re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d{1,9})x(\d{1,9}) and (\d{1,9})x(\d{1,9})\)")
# What one image has, flattened, if one pooling is left out, or both: 16 channels of 11², 10² and 22² values.
UNPOOLED = {16 * side * side for side in (11, 10, 22)}


def cases(draw) -> list[Case]:
    """Batches of several sizes in one mode; then a large one in both modes, at the default rate and at another."""
    drawn = []
    for batch, arguments, training in [(3, {}, False), (1, {"dropout": 0.5}, False), (7, {"dropout": 0.0}, True)]:
        inputs = {"arguments": arguments, "weights": _draw_weights(draw), "training": training, "both_modes": False}
        called = f"the model in {'training' if training else 'evaluation'} mode"
        drawn.append(_case(draw, batch, called, inputs))
    for arguments in [{}, {"dropout": round(draw.number(0.65, 0.75), 2)}]:
        weights = _draw_weights(draw) | _one_output_for_each_class(draw)
        inputs = {"arguments": arguments, "weights": weights, "training": True, "both_modes": True}
        drawn.append(_case(draw, 128, "the model in evaluation mode, then in training mode", inputs))
    return drawn


def expected(
    arguments, weights, training, images, both_modes, relu=BEFORE_RELU, pool=F.max_pool2d, output="log_softmax", dim=1,
    last="fc2", detached=False,
) -> dict:  # fmt: skip
    """The log-probabilities in one mode; or what dropout does, which tells nothing about the other mistakes."""
    if both_modes:
        right = (relu, pool, output, dim, last, detached) == (BEFORE_RELU, F.max_pool2d, "log_softmax", 1, "fc2", False)
        return dropout.what_dropout_does(arguments, images) if right else {}
    return _log_probs(weights, images, relu, pool, output, dim, last, detached)


def _case(draw, batch: int, called: str, inputs: dict) -> Case:
    written = ", ".join(f"{name}={value}" for name, value in inputs["arguments"].items())
    images = "1 image" if batch == 1 else f"{batch} images"
    return Case(f"DigitCNN({written}), {called}, on {images}", inputs | {"images": draw.normal(batch, 1, 28, 28)})


def _draw_weights(draw) -> dict[str, torch.Tensor]:
    """Weights that keep values of both signs in front of every ReLU."""
    weights = {}
    for name, shape in SHAPES.items():
        weights[f"{name}.weight"] = draw.normal(*shape) * (2 / shape[1:].numel()) ** 0.5
        weights[f"{name}.bias"] = 0.3 * draw.normal(shape[0])
    return weights


def _one_output_for_each_class(draw) -> dict[str, torch.Tensor]:
    """Weights that make fc1's outputs positive, and let class k read output k alone; the last class reads nothing."""
    return {
        "fc1.weight": 0.01 * draw.normal(*SHAPES["fc1"]).abs(),
        "fc1.bias": 0.5 + draw.normal(100).abs(),
        "fc2.weight": torch.eye(10, 100) * torch.tensor([1.0] * 9 + [0.0])[:, None],
        "fc2.bias": draw.normal(10),
    }


def _log_probs(weights, images, relu, pool, output, dim, last, detached) -> dict:
    """The net without dropout: in evaluation mode, or at a rate of 0."""

    def after(name: str, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x) if name in relu else x

    x = after("conv1", pool(F.conv2d(images, weights["conv1.weight"], weights["conv1.bias"]), 2))
    x = after("conv2", pool(F.conv2d(x, weights["conv2.weight"], weights["conv2.bias"]), 2))
    x = after("fc1", F.linear(x.flatten(1), weights["fc1.weight"], weights["fc1.bias"]))
    if last == "fc2":
        x = after("fc2", F.linear(x, weights["fc2.weight"], weights["fc2.bias"]))
    softmaxes = {
        "log_softmax": F.log_softmax, "softmax": F.softmax, "logits": lambda x, dim: x,
        "sigmoid": lambda x, dim: x.sigmoid(), "negative": lambda x, dim: -F.log_softmax(x, dim),
    }  # fmt: skip
    result = softmaxes[output](x, dim)
    layers = [*BEFORE_RELU, "fc2"][: 4 if last == "fc2" else 3]
    some = Meets("not all of them", lambda got: isinstance(got, list) and set(got) < set(layers), example=[])
    return {
        RETURNED: result,
        "the layers that gradients flow back to": some if detached else layers,
    }


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


def _beside_right_answers(rule: Rule) -> Rule:
    """The rule holds, and the answers in evaluation mode are right."""
    return lambda replies, cases: rule(replies, cases) and _right_in_evaluation_mode(replies, cases)


def _right_in_evaluation_mode(replies: list[Reply], cases: list[Case]) -> bool:
    return all(
        isinstance(reply.value, dict) and same(reply.value.get(RETURNED), expected(**case.inputs)[RETURNED])
        for reply, case in zip(replies, cases, strict=True)
        if not case.inputs["training"]
    )


ALWAYS_ON = "Dropout works in evaluation mode too. It should only while self.training is True."
RATE_IGNORED = "The share that is dropped is the same, whatever the argument dropout of __init__ says."

MISTAKES = [
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
    Mistake("dropout-always-on", ALWAYS_ON, when=dropout.always_on(dropout.follows)),
    Mistake(
        "dropout-never-on",
        "Dropout never drops anything, not even in training mode.",
        when=_beside_right_answers(dropout.only_in_training(dropout.off)),
    ),
    Mistake(
        "dropout-rate-ignored",
        RATE_IGNORED,
        when=_beside_right_answers(dropout.only_in_training(dropout.ignores)),
    ),
    Mistake(
        "dropout-always-on+dropout-rate-ignored",
        f"Two things at once. {ALWAYS_ON} And: {RATE_IGNORED}",
        when=dropout.always_on(dropout.ignores),
    ),
    Mistake(
        "dropout-rate-inverted",
        "The argument is the share to drop, and here it is the share that is kept.",
        when=_beside_right_answers(dropout.only_in_training(dropout.inverted)),
    ),
    Mistake(
        "dropout-not-scaled",
        "The right share is dropped, but the other outputs should grow to make up for it. F.dropout does both.",
        when=_beside_right_answers(dropout.only_in_training(dropout.not_scaled)),
    ),
    Mistake(
        "dropout-misplaced",
        "Dropout works on other values than it should. It belongs between fc1 and fc2, once.",
        when=_beside_right_answers(dropout.only_in_training(dropout.misplaced)),
    ),
]
