"""2.1 conv_output_size: the sizes of the course's own net, then every argument alone and all together, where rounding
down matters."""

import torch

from coursekit.judge.compare import exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.numbers import tensor_number
from coursekit.kit.rules import Rule, observed

TYPE, SIZE = "the type of the returned size", "the returned size"


def cases(draw) -> list[Case]:
    """Calls with sizes, kernel sizes and the other arguments."""
    size = draw.integer(20, 60)
    calls = [
        ((28, 5), {}),
        ((24, 2), {"stride": 2}),
        ((size, draw.integer(3, 6)), {"padding": draw.integer(1, 3)}),
        ((size, draw.integer(3, 6)), {"dilation": draw.integer(2, 3)}),
    ]
    for stride, rest in [(3, 1), (3, 2), (5, 4)]:  # what a division by stride leaves over
        kernel_size, padding, dilation = draw.integer(2, 5), draw.integer(1, 3), draw.integer(2, 3)
        covered = stride * draw.integer(4, 9) + rest
        size = covered + 1 + dilation * (kernel_size - 1) - 2 * padding
        calls.append(((size, kernel_size), {"stride": stride, "padding": padding, "dilation": dilation}))
    return [_case(*call) for call in calls]


def expected(
    positional, named, dilated=True, strided=True, padding_factor=2, minus_one=1, plus_one=1, kernel_less=1,
    divide="floor",
) -> dict:  # fmt: skip
    """floor((size + 2·padding − dilation·(kernel_size − 1) − 1) / stride) + 1, the formula of torch.nn.Conv2d."""
    size, kernel_size = positional
    stride = named.get("stride", 1) if strided else 1
    dilation = named.get("dilation", 1) if dilated else 1
    top = size + padding_factor * named.get("padding", 0) - dilation * (kernel_size - kernel_less) - minus_one
    last, covered = minus_one, dilation * (kernel_size - kernel_less) + minus_one
    quotient = {
        "floor": top // stride, "true": top / stride, "round": round(top / stride), "ceil": -(-top // stride),
        # What is divided where brackets are missing: only the last 1, or all that is subtracted.
        "last": top + last - last // stride, "last, true": top + last - last / stride,
        "kernel": top + covered - covered // stride, "kernel, true": top + covered - covered / stride,
    }  # fmt: skip
    result = quotient[divide] + plus_one
    return {TYPE: exactly(type(result).__name__), SIZE: result}


def _kept_as(owner: str) -> Rule:
    """The right sizes came back, as numbers of another kind."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        return all(map(_is_right_in, replies, cases))

    def _is_right_in(reply: Reply, case: Case) -> bool:
        kind, size = (reply.value.get(TYPE), reply.value.get(SIZE)) if isinstance(reply.value, dict) else (None, None)
        number = tensor_number(size) if isinstance(size, torch.Tensor) else size
        right = expected(**case.inputs)[SIZE]
        return isinstance(kind, str) and kind.startswith(owner) and isinstance(number, int | float) and number == right

    when.__doc__ = f"The right sizes came back, and each is of a type {owner}..."
    return when


def _case(positional: tuple, named: dict) -> Case:
    written = ", ".join([*map(str, positional), *(f"{name}={value}" for name, value in named.items())])
    return Case(f"conv_output_size({written})", {"positional": positional, "named": named})


BRACKETS = "Only a part is divided by stride. A division comes before + and -: the whole of what is to be divided needs brackets."

MISTAKES = [
    Mistake(
        "true-division",
        "A size is a whole number, and `/` always makes a float. Which operator divides and rounds down?",
        {"divide": "true"},
    ),
    Mistake(
        "numpy-number-returned",
        "The sizes are right, but they are NumPy's own numbers. int() makes a whole number of Python's of each.",
        when=_kept_as("numpy."),
        hint="What NumPy calculates is NumPy's, even of plain numbers. Python has an operator that divides and rounds down.",
    ),
    Mistake(
        "tensor-returned",
        "The sizes are right, but they are tensors. Plain numbers can be computed without torch, and int() makes one of a tensor.",
        when=_kept_as("Tensor"),
        hint="What torch calculates is a tensor. Python has an operator that divides and rounds down.",
    ),
    Mistake(
        "pair-returned",
        "Several numbers came back. One is asked for: what becomes of a height is the same as of a width.",
        when=observed(SIZE, lambda got: isinstance(got, list | tuple) and len(got) > 1),
        hint="Whoever has an image of unlike sides can ask twice.",
    ),
    Mistake(
        "rounded-to-nearest",
        "The division is rounded to the nearest whole number. Round down: a kernel never hangs over the edge.",
        {"divide": "round"},
    ),
    Mistake(
        "rounded-up",
        "The division is rounded up. Round down: a kernel never hangs over the edge.",
        {"divide": "ceil"},
    ),
    *(
        Mistake("missing-brackets", BRACKETS, {"divide": divide})
        for divide in ("last", "last, true", "kernel", "kernel, true")
    ),
    Mistake("dilation-ignored", "These are the sizes for dilation=1, whatever dilation says.", {"dilated": False}),
    Mistake("stride-ignored", "These are the sizes for stride=1, whatever stride says.", {"strided": False}),
    Mistake("padding-ignored", "These are the sizes without padding, whatever padding says.", {"padding_factor": 0}),
    Mistake(
        "padding-counted-once",
        "The padding is counted once, but it is added on both sides of the image.",
        {"padding_factor": 1},
    ),
    Mistake("padding-subtracted", "Padding makes an image larger, and here it shrinks.", {"padding_factor": -2}),
    Mistake(
        "missing-plus-one",
        "One is missing at the end. The kernel's first place counts too, before it makes any step.",
        {"plus_one": 0},
    ),
    Mistake(
        "missing-minus-one",
        "A -1 is missing before the division: a dilated kernel covers dilation * (kernel_size - 1) + 1 pixels.",
        {"minus_one": 0},
    ),
    Mistake(
        "dilation-times-kernel-size",
        "The dilation counts once too often: a kernel of k pixels has only k - 1 distances between them.",
        {"kernel_less": 0, "minus_one": 0},
    ),
]
