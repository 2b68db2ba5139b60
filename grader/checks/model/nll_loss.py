"""2.4 nll_loss: the loss and its gradient, for several batch sizes and numbers of classes."""

import re

import torch

from coursekit.judge.compare import Meets, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import raises

BUILT_IN = "whether torch's own loss was called"
WIDTHS = re.compile(r"size of tensor a \((\d{1,9})\) must match the size of tensor b \((\d{1,9})\)")
BEYOND = re.compile(r"index (\d{1,9}) is out of bounds for dimension 0 with size (\d{1,9})$")

REMARKS = {
    "python-loop": "a loop is right; indexing with two tensors, one of rows and one of columns, does it all at once.",
}


def cases(draw) -> list[Case]:
    """Batches of log-probabilities with their labels, the last two of fewer classes."""
    drawn = []
    for batch, classes in [(4, 10), (1, 10), (9, 5), (6, 3)]:
        # To 8: one-hot labels are as wide as the largest of them, if nothing says how many classes there are.
        # From 2: of a single row, a loop that is too long asks for row 1, and a label taken for a row for another.
        labels = draw.labels(batch, classes) if batch > 1 else torch.tensor([draw.integer(2, 8)])
        inputs = {"log_probs": draw.log_probs(batch, classes), "labels": labels}
        called = f"nll_loss(log_probs, labels), log_probs {batch} x {classes}, labels {labels.tolist()}"
        drawn.append(Case(called, inputs))
    return drawn


def expected(
    log_probs, labels, reduce="mean", sign=-1.0, pick="labels", transform=None, detached=False, divide_by_classes=False
) -> dict:
    """−mean of log_probs[i, labels[i]], and its gradient."""
    given = log_probs.clone().requires_grad_()
    rows = torch.arange(len(labels))
    columns = {
        "labels": lambda x: x[rows, labels], "everything": lambda x: x, "predicted": lambda x: x.max(dim=1).values,
        "every pair": lambda x: x[:, labels], "first label": lambda x: x[:, labels[0]],
        "first row": lambda x: x[0, labels],
    }  # fmt: skip
    transforms = {None: torch.clone, "log": torch.log, "exp": torch.exp, "log_softmax": lambda x: x.log_softmax(dim=1)}
    picked = sign * columns[pick](transforms[transform](given))
    loss = {"mean": picked.mean, "sum": picked.sum, "none": lambda: picked}[reduce]()
    if divide_by_classes:
        loss = loss / log_probs.shape[1]
    (gradient,) = torch.autograd.grad(loss.sum(), given)
    loss = loss.detach()
    number = loss.item() if loss.numel() == 1 else None
    cut_off = Meets("the number alone", lambda got: same(got, number) or same(got, loss), example=loss)
    return {
        BUILT_IN: False,
        "the returned loss": cut_off if detached else loss,
        "the gradient with respect to log_probs": None if detached else gradient,
    }


def _built_in(replies, cases) -> bool:
    """The operator of torch's own loss ran."""
    return any(isinstance(reply.value, dict) and reply.value.get(BUILT_IN) is True for reply in replies)


def _beyond(reply: Reply) -> tuple[int, int] | None:
    """Of an index into axis 0 that is too large: the index, and how many there are."""
    found = BEYOND.search(reply.error["message"]) if reply.error_type == "IndexError" else None
    return (int(found[1]), int(found[2])) if found else None


def _rows_by_labels(replies: list[Reply], cases: list[Case]) -> bool:
    """IndexError with a single example: row number `label` was asked for."""
    return any(
        _beyond(reply) == (case.inputs["labels"][0].item(), 1)
        for reply, case in zip(replies, cases, strict=True)
        if len(case.inputs["labels"]) == 1
    )


def _past_the_last_row(replies: list[Reply], cases: list[Case]) -> bool:
    """IndexError with one example and with several: the first index that is too large was asked for."""
    sizes = [
        len(case.inputs["labels"])
        for reply, case in zip(replies, cases, strict=True)
        if _beyond(reply) == (len(case.inputs["labels"]),) * 2
    ]
    return 1 in sizes and max(sizes) > 1


def _as_wide_as_the_largest(replies: list[Reply], cases: list[Case]) -> bool:
    """RuntimeError: a tensor as wide as there are classes met one that ends with the largest label, which is not the last class."""
    for reply, case in zip(replies, cases, strict=True):
        found = WIDTHS.search(reply.error["message"]) if reply.error_type == "RuntimeError" else None
        widths = {case.inputs["log_probs"].shape[1], case.inputs["labels"].max().item() + 1}
        if len(case.inputs["labels"]) in widths:
            continue  # it may be the number of examples that does not fit
        if found and len(widths) == 2 and {int(found[1]), int(found[2])} == widths:
            return True
    return False


MISTAKES = [
    Mistake(
        "built-in-loss",
        "Here torch's own loss does the work. Write it out with indexing and arithmetic, to see what is in it.",
        when=_built_in,
        explains=(BUILT_IN,),
        hint="From each row pick one number: the one in the column of the true class. Brackets with two indices do that.",
    ),
    Mistake(
        "sum-for-mean",
        "The sum over the batch is not divided by the number of examples. Take the mean.",
        {"reduce": "sum"},
        hint="A batch that is twice as long should not cost twice as much.",
    ),
    Mistake(
        "missing-mean",
        "This is one loss for each example. Make one number of them: their mean.",
        {"reduce": "none"},
        hint="backward begins at a single number, so the loss of a whole batch is one.",
    ),
    Mistake(
        "wrong-sign",
        "The sign is turned around. A log-probability is negative, so the loss is minus its mean.",
        {"sign": 1.0},
        hint="A good answer has a log-probability near 0, a bad one far below it. The loss is to be large for the bad one.",
    ),
    Mistake(
        "mean-over-all-classes",
        "This is the mean over all classes. Only the true class of each example counts.",
        {"pick": "everything"},
    ),
    Mistake(
        "divided-by-classes",
        "There is a division by the number of classes. Divide by the number of examples alone.",
        {"divide_by_classes": True},
        hint="The mean over some numbers divides by how many of them there are. How many did you pick?",
    ),
    Mistake(
        "predicted-class-for-label",
        "This takes each example's largest log-probability. The label says which one to take.",
        {"pick": "predicted"},
    ),
    Mistake(
        "every-label-in-every-row",
        "Every label's column is taken from every row. Each row needs its own label alone.",
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
        hint="What does log_probs hold: probabilities, or what was made of them?",
    ),
    Mistake(
        "log-softmax-again",
        "Log-softmax is taken a second time. What comes in are log-probabilities already.",
        {"transform": "log_softmax"},
        hint="What does log_probs hold: the outputs of a layer, or what was made of them?",
    ),
    Mistake(
        "probabilities-for-logarithms",
        "This is the mean of the probabilities themselves. The loss is made of their logarithms.",
        {"transform": "exp"},
        hint="What comes in is what should be picked from, as it is.",
    ),
    Mistake(
        "detached",
        "The number is right, but no gradient flows back from it. Stay in tensors: .item(), .detach() and numpy cut it off.",
        {"detached": True},
        hint="backward goes back along everything that was done to the tensor. Which line makes something else of it?",
    ),
    Mistake(
        "rows-indexed-by-labels",
        "A label was taken for the number of a row, and it is the number of a column.",
        when=_rows_by_labels,
    ),
    Mistake(
        "loop-past-last-row",
        "An index goes past the last example: there are as many rows, and labels, as examples, whatever the number of classes.",
        when=_past_the_last_row,
    ),
    Mistake(
        "one-hot-too-narrow",
        "Something is only as wide as the largest label of the batch asks for. Are labels made one-hot without the number of classes?",
        when=_as_wide_as_the_largest,
    ),
    Mistake(
        "gather-dimensions",
        "gather wants an index with as many dimensions as log_probs. Make the labels a column, B x 1.",
        when=raises("RuntimeError", "Index tensor must have the same number of dimensions as input tensor"),
    ),
]
