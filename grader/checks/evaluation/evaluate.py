"""4.1 evaluate: loss per example and accuracy over uneven batches.

In evaluation mode, with nothing changed or recorded.
"""

import torch

from coursekit.judge.compare import Meets, exactly, same
from coursekit.judge.mistakes import Case, Mistake, Raises
from coursekit.kit.numbers import kept_as, rounded, tensor_number
from coursekit.kit.rules import observed, raises
from grader.checks import hints
from grader.checks.evaluation.afterwards import AFTERWARDS, BATCH_AXIS
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, state_of

WEIGHTS = "the weights and buffers afterwards"
PAIR = Meets(
    "two numbers, (loss, accuracy)", lambda got: isinstance(got, list | tuple) and len(got) == 2, example=(0.5, 0.5)
)


def cases(draw) -> list[Case]:
    drawn = []
    for batches, loader, loss, training in [
        ([[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0]], "Batches", "nll_loss", True),
        ([[1, 1, 0], [1, 0, 0], [1]], "DataLoader", "squared_loss", True),
        ([[1], [0], [1]], "Batches", "squared_loss", False),
    ]:
        right = [each for batch in batches for each in draw.random.sample(batch, len(batch))]
        weights, images = draw_weights("noisy", draw), draw.normal(len(right), 1, 4, 4)
        size = len(batches[0])
        inputs = {
            "net": "noisy",
            "weights": weights,
            "training": training,
            "torch_seed": draw.integer(0, 10**6),
            "loss": loss,
            "images": images,
            "labels": _labels(weights, images, right, draw),
            "batch_size": size,
            "loader": loader,
        }
        drawn.append(
            Case(f"evaluate(model, {loss}, loader, device), {len(right)} examples in batches of {size}", inputs)
        )
    return drawn


def expected(
    net, weights, training, torch_seed, loss, images, labels, batch_size, loader, mode="eval", recorded=False,
    loss_as="mean", accuracy_as="share", only=None, usual_loss=False, swapped=False, nothing=False, moved=True,
    flat=False, all_pairs=False, left_off=False, frozen=False, loss_kept=None, accuracy_kept=None,
    loss_of="log-probabilities",
) -> dict | Raises:  # fmt: skip
    """Mean loss per example and share of right answers, in evaluation mode."""
    model = build_net(net, weights).train({"eval": False, "as it came": training, "train": True}[mode])
    torch.manual_seed(torch_seed)
    loss_fn = LOSSES["nll_loss" if usual_loss else loss]
    batches = list(Batches(images, labels, batch_size))
    batches = {"first": batches[:1], "last": batches[-1:], None: batches}[only]
    if model.training and any(len(batch_labels) == 1 for _, batch_labels in batches):
        return Raises("ValueError")  # batch norm has no deviation of a single example
    means, right, sizes = [], [], []
    with torch.no_grad():
        for batch_images, batch_labels in batches:
            log_probs = model(batch_images)
            means.append(loss_fn(log_probs.exp() if loss_of == "probabilities" else log_probs, batch_labels).item())
            predicted = log_probs.argmax() if flat else log_probs.argmax(dim=1)
            predicted = predicted.reshape(-1, 1) if all_pairs else predicted
            right.append((predicted == batch_labels).sum().item())
            sizes.append(len(batch_images))
    pair = (
        kept_as(loss_kept, _loss(loss_as, means, sizes, batch_size)),
        kept_as(accuracy_kept, _accuracy(accuracy_as, right, sizes)),
    )
    if swapped:
        pair = pair[::-1]
    return {
        "what was returned": None if nothing else PAIR,
        "the modes in which the model ran": exactly("training mode" if model.training else "evaluation mode"),
        "whether gradients were recorded": recorded,
        "the loss": None if nothing else pair[0],
        "the accuracy": None if nothing else pair[1],
        "whether gradients can be recorded afterwards": not left_off,
        "whether the parameters take gradients afterwards": not frozen,
        WEIGHTS: state_of(model),
        "whether every batch was moved to the device": moved,
    }


def _labels(weights, images, right: list[int], draw) -> torch.Tensor:
    """Labels of which the net gets right those where `right` is 1."""
    with torch.no_grad():
        predicted = build_net("noisy", weights).eval()(images).argmax(dim=1)
    off = torch.tensor([0 if each else draw.integer(1, 9) for each in right])
    return (predicted + off) % 10


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
        "none": 0.0,
    }[kind]


def _observations(reply) -> tuple:
    """The loss and the accuracy that came back; None where none did."""
    value = reply.value if isinstance(reply.value, dict) else {}
    return value.get("the loss"), value.get("the accuracy")


def _rounded(replies, cases) -> bool:
    """Whether loss or accuracy, or both, are right but for having been rounded."""
    losses, accuracies = [], []
    for reply, case in zip(replies, cases, strict=True):
        loss, accuracy = _observations(reply)
        right = expected(**case.inputs)
        losses.append((loss, [right["the loss"]]))
        accuracies.append((accuracy, [right["the accuracy"]]))
    return rounded(losses, accuracies)


def _text(replies, cases) -> bool:
    """Of every call, the loss or the accuracy came back as text."""
    return all(any(isinstance(value, str) for value in _observations(reply)) for reply in replies)


def _trained(replies, cases) -> bool:
    """Whether a parameter of the model is not what it was; what only the mode changes is a buffer."""
    return all(map(_trained_in, replies, cases))


def _trained_in(reply, case) -> bool:
    after = reply.value.get(WEIGHTS) if isinstance(reply.value, dict) else None
    parameters = dict(build_net(case.inputs["net"]).named_parameters())
    before = {name: value for name, value in case.inputs["weights"].items() if name in parameters}
    if not isinstance(after, dict) or not all(isinstance(after.get(name), torch.Tensor) for name in before):
        return False
    return any(not same(after[name], value) for name, value in before.items())


def _single_number(got) -> bool:
    return isinstance(got, float) or tensor_number(got) is not None


def _kept_as(kind: str) -> list[dict]:
    """The switches of who keeps both numbers, or one of them, as another kind."""
    return [{"loss_kept": kind, "accuracy_kept": kind}, {"loss_kept": kind}, {"accuracy_kept": kind}]


TENSOR = "The numbers are right, but at least one of the two is still a tensor. Make floats of them with .item()."
NUMPY = (
    "The numbers are right, but at least one of the two is NumPy's own, which is no Python float. Make a float of each."
)
TEXT = "Text came back where a number belongs. Return the floats, and format them where they are printed."
ROUNDED = "The numbers were rounded. Return them as they are; only what is printed need be short."

MISTAKES = [
    Mistake(
        "mean-of-batch-means",
        "The loss is the mean of the batches' means, so an example in a short last batch counts for more than others.",
        {"loss_as": "mean of means"},
    ),
    Mistake(
        "batch-means-divided-by-examples",
        "The batches' mean losses are added up, but divided by the number of examples. "
        "Make each mean a sum first: times the batch's size.",
        {"loss_as": "means by examples"},
    ),
    Mistake(
        "batch-means-summed",
        "The loss is the sum of the batches' means, so it grows with the number of batches.",
        {"loss_as": "sum of means"},
    ),
    Mistake(
        "loss-not-divided",
        "The loss is the sum over all examples. Divide it by their number, at the very end.",
        {"loss_as": "sum"},
        hint="You have added up what there is to be added. What is left is the division.",
    ),
    Mistake(
        "loss-divided-by-batches",
        "The summed loss is divided by the number of batches. Divide it by the number of examples.",
        {"loss_as": "sum by batches"},
        hint="The sum is that of all examples. How many of them are there?",
    ),
    Mistake(
        "full-batch-assumed",
        "Every batch counts as a full one, but the last may be shorter: take its own size, len(images).",
        {"loss_as": "as if batches were full"},
        hint="Ask each batch how long it is.",
    ),
    Mistake(
        "last-batch-loss",
        "The loss is that of the last batch alone. Add the batches up.",
        {"loss_as": "last"},
        hint="What is to be added up begins before the loop, and grows by += inside of it.",
    ),
    Mistake(
        "missing-eval-mode",
        "The model was measured in the mode it came in, so dropout was at work. Switch it to evaluation mode first.",
        {"mode": "as it came"},
        hint=hints.MODE,
    ),
    Mistake(
        "training-mode-on",
        "The model was put into training mode. To be measured, it should be in evaluation mode.",
        {"mode": "train"},
        hint=hints.MODE,
    ),
    Mistake(
        "gradients-recorded",
        "The numbers are right, but autograd recorded the forward passes, which costs memory. Tell it to look away.",
        {"recorded": True},
        hint=hints.NO_TRACE,
    ),
    Mistake(
        "percent-for-fraction",
        "The accuracy is in per cent. Return a number between 0 and 1.",
        {"accuracy_as": "percent"},
        hint="Per cent are for printing. A share of all examples is at most 1.",
    ),
    Mistake(
        "count-for-accuracy",
        "The accuracy is the number of right answers. Divide it by the number of examples.",
        {"accuracy_as": "count"},
        hint="A share is a number of examples, divided by another.",
    ),
    Mistake(
        "accuracy-divided-by-batches",
        "The number of right answers is divided by the number of batches. Divide it by the number of examples.",
        {"accuracy_as": "by batches"},
        hint="A share is a number of examples, divided by another.",
    ),
    Mistake(
        "mean-of-batch-accuracies",
        "The accuracy is the mean of the batches' accuracies, so a short last batch counts for too much.",
        {"accuracy_as": "mean of shares"},
        hint="A share of a short batch weighs as much there as that of a full one. Count the right answers instead.",
    ),
    Mistake(
        "last-batch-accuracy",
        "Only the last batch's right answers are counted. Add the batches up.",
        {"accuracy_as": "last"},
        hint="What is to be added up begins before the loop, and grows by += inside of it.",
    ),
    Mistake(
        "no-answer-right",
        "Not one answer counts as right. Are the labels compared with the digits, that is with where the largest numbers stand?",
        {"accuracy_as": "none"},
        hint="Print one batch of what you compare with its labels. Are they whole numbers from 0 to 9, one for each image?",
    ),
    Mistake(
        "softmax-before-loss",
        "The loss was computed from probabilities. loss_fn wants the model's answer as it is, log-probabilities.",
        {"loss_of": "probabilities"},
        hint="exp() and softmax() make probabilities of log-probabilities. Where does the loss get its numbers from?",
    ),
    Mistake(
        "divided-by-zero",
        "What a line divides by is 0. Are the examples counted, batch by batch?",
        when=raises("ZeroDivisionError"),
        hint="Three numbers are added up, batch by batch: the loss, the right answers, and the examples.",
    ),
    Mistake(
        "error-rate",
        "This is the share of wrong answers. Count the right ones.",
        {"accuracy_as": "wrong ones"},
        hint="== and != are easily mixed up.",
    ),
    Mistake(
        "last-batch-only",
        "These are the numbers of the last batch alone. Add all of them up.",
        {"only": "last"},
        hint="What is to be added up begins before the loop, and grows by += inside of it.",
    ),
    Mistake(
        "stops-after-first-batch",
        "These are the numbers of the first batch alone. Is there a return inside the loop?",
        {"only": "first"},
        hint="A return that is indented no deeper than its loop comes after all of the loop's rounds.",
    ),
    Mistake(
        "loss-accuracy-swapped",
        "Loss and accuracy have changed places: the loss comes first.",
        {"swapped": True},
        hint=hints.PAIR,
    ),
    Mistake(
        "loss-fn-ignored",
        "The loss is that of nll_loss, whatever loss_fn says. Call the function that you are given.",
        {"usual_loss": True},
        hint=hints.GIVEN,
    ),
    *(
        Mistake(
            "tensor-returned",
            TENSOR,
            switches,
            hint=hints.NUMBER,
        )
        for switches in _kept_as("tensor")
    ),
    *(
        Mistake(
            "numpy-number-returned",
            NUMPY,
            switches,
            hint=hints.PYTHONS,
        )
        for switches in _kept_as("numpy")
    ),
    Mistake(
        "percent-in-a-tensor",
        "The accuracy is in per cent, and still a tensor. Return a float between 0 and 1: .item() makes one.",
        {"accuracy_as": "percent", "accuracy_kept": "tensor"},
        hint=hints.NUMBER,
    ),
    Mistake(
        "text-returned",
        TEXT,
        when=_text,
        hint=hints.FORMAT,
    ),
    *(Mistake("text-returned", TEXT, switches, hint=hints.FORMAT) for switches in _kept_as("text")),
    Mistake(
        "rounded",
        ROUNDED,
        when=_rounded,
        hint=hints.PLACES,
    ),
    *(Mistake("rounded", ROUNDED, switches, hint=hints.PLACES) for switches in _kept_as("rounded")),
    Mistake(
        "single-number-returned",
        "A single number came back. Return both: the loss, then the accuracy.",
        when=observed("what was returned", _single_number),
        explains=("what was returned",),
        follows=("the loss", "the accuracy"),
        hint=hints.PAIR,
    ),
    Mistake(
        "weights-changed",
        "The model's weights are not what they were: it was trained while it was measured. Leave out all that updates them.",
        when=_trained,
        explains=(WEIGHTS,),
        follows=("the loss", "the accuracy", "whether gradients were recorded"),
        hint="To measure a model, it is enough to call it and to look at what it answers.",
    ),
    Mistake(
        "all-pairs-compared",
        "Every prediction was compared with every label of its batch. A column (B, 1) against (B,) does that: bring both to (B,).",
        {"all_pairs": True},
        hint="(B, 1) == (B,) is a table of B x B. Print the shapes of both sides.",
    ),
    *AFTERWARDS,
    BATCH_AXIS,
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the pair (loss, accuracy).",
        {"nothing": True},
        hint=hints.RETURN,
    ),
    Mistake(
        "not-moved-to-device",
        "A batch was used without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False},
        hint=hints.MOVED,
    ),
    Mistake(
        "argmax-over-batch",
        "This looks for the largest number along the batch, not along the classes: those are dimension 1.",
        when=raises("RuntimeError", all_of=("size of tensor a (10) must match", "dimension 0")),
        hint=hints.CLASSES,
    ),
    Mistake(
        "argmax-without-dim",
        "argmax without a dimension gives one number for the whole batch. The classes are dimension 1.",
        {"flat": True},
        hint=hints.CLASSES,
    ),
]
