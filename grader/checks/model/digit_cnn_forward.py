"""2.3 DigitCNN.forward: exact values in evaluation mode and without dropout; then what dropout does, in both modes, at
two rates."""

import math
import re
from collections.abc import Callable, Iterator

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
EXTRA = "_extra_layers"  # evidence: the kinds of other layers that keep weights or statistics, and ran
KINDS = (
    "BatchNorm2d", "BatchNorm1d", "GroupNorm", "LayerNorm", "InstanceNorm2d", "Conv2d", "Linear", "PReLU",
)  # fmt: skip

REMARKS = {
    "implicit-dim": "softmax and log_softmax want to be told their dim; without it, torch guesses, and warns.",
}

# Of a product whose shapes do not fit; no more digits than any size has: a reply may hold anything.
MULTIPLIED = re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d{1,9})x(\d{1,9}) and (\d{1,9})x(\d{1,9})\)")
LAID_OUT = re.compile(r"shape '\[((?:-?\d{1,9}, )*-?\d{1,9})\]' is invalid for input of size (\d{1,12})")
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
        "softmax twice": lambda x, dim: F.log_softmax(F.softmax(x, dim), dim),
        "log twice": lambda x, dim: F.log_softmax(x, dim).log(), "sigmoid": lambda x, dim: x.sigmoid(), "negative": lambda x, dim: -F.log_softmax(x, dim),
    }  # fmt: skip
    result = softmaxes[output](x, dim)
    layers = [*BEFORE_RELU, "fc2"][: 4 if last == "fc2" else 3]
    some = Meets("not all of them", lambda got: isinstance(got, list) and set(got) < set(layers), example=[])
    return {
        RETURNED: result,
        "the layers that gradients flow back to": some if detached else layers,
    }


def _products(replies: list[Reply], cases: list[Case]) -> Iterator[tuple[int, int, int]]:
    """Of each product at fc1 whose shapes do not fit: how many images there were, then rows and columns of what met fc1."""
    for reply, case in zip(replies, cases, strict=True):
        if reply.error_type == "RuntimeError":
            found = MULTIPLIED.search(reply.error["message"])
            if found and found[3] == "400":
                yield len(case.inputs["images"]), int(found[1]), int(found[2])


def _layouts(replies: list[Reply], cases: list[Case]) -> Iterator[tuple[int, list[int], int]]:
    """Of each tensor that could not be laid out anew: how many images there were, the shape, and how many numbers it has."""
    for reply, case in zip(replies, cases, strict=True):
        if reply.error_type == "RuntimeError":
            found = LAID_OUT.search(reply.error["message"])
            if found:
                yield len(case.inputs["images"]), [int(size) for size in found[1].split(",")], int(found[2])


def _missing_pool(replies, cases) -> bool:
    """RuntimeError at fc1 or in a view: of each image as many values are left as without a pooling, or without both."""
    at_fc1 = any(columns in UNPOOLED for _, _, columns in _products(replies, cases))
    return at_fc1 or any(
        numbers in {batch * each for each in UNPOOLED} for batch, _, numbers in _layouts(replies, cases)
    )


def _four_rows_for_each_image(replies, cases) -> bool:
    """Without an exception, four answers came back for each image, as many as 16 x 10 x 10 values make rows of 400."""
    answers = [reply.value.get(RETURNED) if isinstance(reply.value, dict) else None for reply in replies]
    return all(
        isinstance(answer, torch.Tensor) and answer.shape == (4 * len(case.inputs["images"]), 10)
        for answer, case in zip(answers, cases, strict=True)
        if not case.inputs["both_modes"]
    )


def _missing_flatten(replies, cases) -> bool:
    """RuntimeError: fc1 met rows of 5 values, 16 x 5 of them for each image."""
    return any((rows, columns) == (batch * 16 * 5, 5) for batch, rows, columns in _products(replies, cases))


def _batch_fixed(replies, cases) -> bool:
    """RuntimeError: a view asked for another number of images than there are, and for 400 values each, or for the rest."""
    return any(
        numbers == batch * 400 and shape[0] not in (-1, batch) and (math.prod(shape[1:]) in (400, -1))
        for batch, shape, numbers in _layouts(replies, cases)
    )


def _wrong_flat_size(replies, cases) -> bool:
    """RuntimeError at fc1 or in a view: the 400 values of each image were to be rows of another length."""
    laid_out = any(
        numbers == batch * 400 and len(shape) == 2 and shape[0] in (-1, batch) and shape[1] not in (-1, 400)
        for batch, shape, numbers in _layouts(replies, cases)
    )
    lengths = {
        batch: columns
        for batch, rows, columns in _products(replies, cases)
        if rows * columns == batch * 400 and columns not in (5, 400) and rows > 1
    }
    return laid_out or (len(lengths) > 1 and len(set(lengths.values())) == 1)


def _flattened_with_batch(replies, cases) -> bool:
    """RuntimeError: fc1 met a single row, with the values of all images."""
    return any(batch > 1 and (rows, columns) == (1, batch * 400) for batch, rows, columns in _products(replies, cases))


def _extra_layer(kind: str) -> Rule:
    """A layer of this kind that keeps weights or statistics ran in forward, beside the four."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        return kind in _extra_layers(replies) and not _right_without_dropout(replies, cases)

    when.__doc__ = f"A {kind} ran in forward beside the four layers, and the answers without dropout are wrong."
    return when


def _extra_layers(replies: list[Reply]) -> set[str]:
    """The kinds of the layers beside the four that keep weights or statistics, and ran."""
    listed = [reply.value.get(EXTRA) for reply in replies if isinstance(reply.value, dict)]
    return {each for found in listed if isinstance(found, list) for each in found[:20] if isinstance(each, str)}


def _in_evaluation_mode(case: Case) -> bool:
    return not case.inputs["training"]


def _at_rate_0(case: Case) -> bool:
    return case.inputs["arguments"].get("dropout") == 0


def _beside_right_answers(rule: Rule, *to: Callable[[Case], bool]) -> Rule:
    """The rule holds, no other layer ran, and the answers to these cases are right."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        others = _extra_layers(replies)
        return rule(replies, cases) and not others and all(_right(replies, cases, which) for which in to)

    names = " and ".join(each.__name__.strip("_").replace("_", " ") for each in to)
    when.__doc__ = (rule.__doc__ or "").strip() + (f" The answers {names} are right." if to else "")
    return when


def _right(replies: list[Reply], cases: list[Case], which: Callable[[Case], bool]) -> bool:
    """Whether the answers to these of the cases are right."""
    return all(
        isinstance(reply.value, dict) and same(reply.value.get(RETURNED), expected(**case.inputs)[RETURNED])
        for reply, case in zip(replies, cases, strict=True)
        if which(case) and not case.inputs["both_modes"]
    )


def _right_without_dropout(replies: list[Reply], cases: list[Case]) -> bool:
    return _right(replies, cases, _in_evaluation_mode) and _right(replies, cases, _at_rate_0)


ALWAYS_ON = "Dropout works in evaluation mode too. It should only while self.training is True."
RATE_IGNORED = "The share that is dropped is the same, whatever the argument dropout of __init__ says."

MISTAKES = [
    Mistake(
        "softmax-for-log-softmax",
        "These are probabilities. The loss wants their logarithms: log-softmax.",
        {"output": "softmax"},
        hint="A probability lies between 0 and 1. In what range do logarithms of such numbers lie?",
    ),
    Mistake(
        "softmax-twice",
        "The softmax is taken twice: log-softmax is a softmax already, with the logarithm after it. Leave the first one out.",
        {"output": "softmax twice"},
        hint="What goes into the last function should be the ten outputs of fc2, as they are.",
    ),
    Mistake(
        "log-twice",
        "Every number is nan, as the logarithm of something negative is. Log-softmax is a logarithm already: is another one taken of it?",
        {"output": "log twice"},
        hint="What goes into the last function should be the ten outputs of fc2, as they are.",
    ),
    Mistake(
        "log-softmax-over-batch",
        "The softmax runs over the batch, so the images share their probabilities. Let it run over the classes.",
        {"dim": 0},
        hint="For one image, the ten probabilities should add up to 1. Along which dimension do the ten stand?",
    ),
    Mistake(
        "logits-returned",
        "These are the outputs of fc2 as they are. Make log-probabilities of them with log-softmax.",
        {"output": "logits"},
        hint="The exponentials of log-probabilities add up to 1 in each row. Do those of your outputs?",
    ),
    Mistake(
        "sigmoid-for-log-softmax",
        "Sigmoid looks at each class alone. Use log-softmax.",
        {"output": "sigmoid"},
        hint="The exponentials of log-probabilities add up to 1 in each row. Do those of your outputs?",
    ),
    Mistake(
        "negative-log-softmax",
        "The sign is turned around. Log-probabilities are negative; the minus belongs to the loss.",
        {"output": "negative"},
        hint="A probability is at most 1. Which sign has its logarithm?",
    ),
    Mistake(
        "no-relu",
        "No ReLU works anywhere. It belongs after conv1, conv2 and fc1.",
        {"relu": ()},
        hint="ReLU changes no shape, so no shape shows that it is missing. Where does the docstring's list have it?",
    ),
    Mistake(
        "missing-relu-after-fc1",
        "The ReLU after fc1 is missing.",
        {"relu": ("conv1", "conv2")},
        hint="ReLU changes no shape, so no shape shows that it is missing. Where does the docstring's list have it?",
    ),
    Mistake(
        "missing-relu-after-convolutions",
        "The ReLU after both convolutions is missing.",
        {"relu": ("fc1",)},
        hint="ReLU changes no shape, so no shape shows that it is missing. Where does the docstring's list have it?",
    ),
    Mistake(
        "missing-relu-after-conv1",
        "The ReLU after conv1 is missing.",
        {"relu": ("conv2", "fc1")},
        hint="ReLU changes no shape, so no shape shows that it is missing. Where does the docstring's list have it?",
    ),
    Mistake(
        "missing-relu-after-conv2",
        "The ReLU after conv2 is missing.",
        {"relu": ("conv1", "fc1")},
        hint="ReLU changes no shape, so no shape shows that it is missing. Where does the docstring's list have it?",
    ),
    Mistake(
        "relu-on-output",
        "There is a ReLU after fc2 too. Its outputs may be negative: leave them as they are.",
        {"relu": ("conv1", "conv2", "fc1", "fc2")},
        hint="ReLU makes 0 of everything below it. What would be left to tell unlikely classes apart?",
    ),
    Mistake(
        "average-pool",
        "The pooling takes means. Let it take the largest value.",
        {"pool": F.avg_pool2d},
        hint="Both kinds of pooling give the same shapes. Which of them does the docstring name?",
    ),
    Mistake("missing-fc2", "These are the outputs of fc1: fc2 was left out.", {"last": "fc1"}),
    Mistake(
        "detached",
        "The numbers are right, but the way back for the gradients is cut, so not every layer could learn. "
        "Is there a .detach(), .data or no_grad?",
        {"detached": True},
        hint="Look for what leaves autograd on the way from the images to the answer.",
    ),
    Mistake(
        "missing-max-pool",
        "Of each image, more values are left than the 400 that fc1 wants. Is max-pooling missing after a convolution?",
        when=_missing_pool,
    ),
    Mistake(
        "missing-max-pool",
        "Each image became four rows. Were 1,600 of its values left, in place of 400? Perhaps max-pooling is missing after conv2.",
        when=_four_rows_for_each_image,
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
    Mistake(
        "wrong-flat-size",
        "After the second pooling each image has 16 x 5 x 5 = 400 values, and they were to be laid out in rows of another length.",
        when=_wrong_flat_size,
    ),
    *(
        Mistake(
            "extra-layer",
            f"A layer runs that is not in the plan: a {kind}. Leave it out; the plan has four layers with weights, and no others.",
            when=_extra_layer(kind),
            hint="Compare what your forward calls with the docstring's list, one by one.",
        )
        for kind in KINDS
    ),
    Mistake(
        "dropout-always-on",
        ALWAYS_ON,
        when=_beside_right_answers(dropout.always_on(dropout.follows), _at_rate_0),
        hint="Every module knows its mode: it is a yes or no that train() and eval() set.",
    ),
    Mistake(
        "dropout-never-on",
        "Dropout never drops anything, not even in training mode.",
        when=_beside_right_answers(dropout.only_in_training(dropout.off)),
        explains=(dropout.TRAINING, dropout.FACTORS, dropout.PATTERNS),
        hint="F.dropout has an argument that says whether it is to drop anything. What does yours get?",
    ),
    Mistake(
        "dropout-rate-ignored",
        RATE_IGNORED,
        when=_beside_right_answers(dropout.only_in_training(dropout.ignores), _in_evaluation_mode),
        hint="__init__ gets the rate and forward needs it. Where can it be kept in between?",
    ),
    Mistake(
        "dropout-always-on+dropout-rate-ignored",
        f"Two things at once. {ALWAYS_ON} And: {RATE_IGNORED}",
        when=_beside_right_answers(dropout.always_on(dropout.ignores)),
        hint="__init__ gets the rate, and every module knows its mode. F.dropout wants to be told both.",
    ),
    Mistake(
        "dropout-rate-inverted",
        "The argument is the share to drop, and here it is the share that is kept.",
        when=_beside_right_answers(dropout.only_in_training(dropout.inverted), _in_evaluation_mode),
        hint="With a rate of 0.2, eight of ten outputs should stay.",
    ),
    Mistake(
        "dropout-not-scaled",
        "The right share is dropped, but the other outputs should grow to make up for it. F.dropout does both.",
        when=_beside_right_answers(dropout.only_in_training(dropout.not_scaled), _in_evaluation_mode, _at_rate_0),
        hint="If a fifth of the outputs is 0, by how much must the rest grow for the sum to stay the same?",
    ),
    Mistake(
        "dropout-misplaced",
        "Dropout works on other values than it should. It belongs between fc1 and fc2, once.",
        when=_beside_right_answers(dropout.only_in_training(dropout.misplaced), _in_evaluation_mode, _at_rate_0),
        hint="Which layer's outputs does the docstring's list drop, and how often?",
    ),
]
