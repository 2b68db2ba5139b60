"""The usual mistakes of stage 2, the model and the loss."""

from ..judge.mistakes import Mistake
from .raised import raises
from .stage2_forward import DIGIT_CNN_FORWARD
from .stage2_layers import DIGIT_CNN_INIT

__all__ = ["CONV_OUTPUT_SIZE", "DIGIT_CNN_FORWARD", "DIGIT_CNN_INIT", "NLL_LOSS"]

CONV_OUTPUT_SIZE = [
    Mistake(
        "true-division",
        "A size is a whole number, and `/` always makes a float. Which operator divides and rounds down?",
        {"divide": "true"},
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

NLL_LOSS = [
    Mistake(
        "built-in-loss",
        "Here torch's own loss does the work. Write it out with indexing and arithmetic, to see what is in it.",
        when=lambda replies, cases: any(
            reply.value and reply.value["whether torch's own loss was called"] for reply in replies
        ),
    ),
    Mistake("sum-for-mean", "This is the sum over the batch. Take the mean.", {"reduce": "sum"}),
    Mistake(
        "missing-mean",
        "This is one loss for each example. Make one number of them: their mean.",
        {"reduce": "none"},
    ),
    Mistake(
        "wrong-sign",
        "The sign is turned around. A log-probability is negative, so the loss is minus its mean.",
        {"sign": 1.0},
    ),
    Mistake(
        "mean-over-all-classes",
        "This is the mean over all classes. Only the true class of each example counts.",
        {"pick": "everything"},
    ),
    Mistake(
        "divided-by-classes",
        "The sum is divided by the number of classes too. Divide by the number of examples alone.",
        {"divide_by_classes": True},
    ),
    Mistake(
        "predicted-class-for-label",
        "This takes each example's largest log-probability. The label says which one to take.",
        {"pick": "predicted"},
    ),
    Mistake(
        "every-label-in-every-row",
        "`log_probs[:, labels]` takes every label's column from every row. Each row needs its own label alone.",
        {"pick": "every pair"},
    ),
    Mistake(
        "first-label-only",
        "Every example is judged by the first one's label. Each has its own.",
        {"pick": "first label"},
    ),
    Mistake(
        "first-row-only",
        "All numbers come from the first row of log_probs. Each example has a row of its own.",
        {"pick": "first row"},
    ),
    Mistake(
        "log-again",
        "The logarithm is taken a second time. What comes in are logarithms already.",
        {"transform": "log"},
    ),
    Mistake(
        "log-softmax-again",
        "Log-softmax is taken a second time. What comes in are log-probabilities already.",
        {"transform": "log_softmax"},
    ),
    Mistake(
        "probabilities-for-logarithms",
        "This is the mean of the probabilities themselves. The loss is made of their logarithms.",
        {"transform": "exp"},
    ),
    Mistake(
        "detached",
        "The number is right, but no gradient flows back from it. Stay in tensors: .item(), .detach() and numpy cut it off.",
        {"detached": True},
    ),
    Mistake(
        "rows-indexed-by-labels",
        "`log_probs[labels]` picks rows, and a label is the number of a column.",
        when=raises("IndexError", "for dimension 0"),
    ),
    Mistake(
        "gather-dimensions",
        "gather wants an index with as many dimensions as log_probs. Make the labels a column, B x 1.",
        when=raises("RuntimeError", "same number of dimensions"),
    ),
]
