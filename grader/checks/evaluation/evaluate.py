"""4.1 evaluate: loss per example and accuracy over uneven batches.

In evaluation mode, with nothing changed or recorded.
"""

import torch

from coursekit.judge.compare import Meets, exactly, same
from coursekit.judge.mistakes import Case, Mistake, Raises
from coursekit.kit.rules import raises
from grader.given.loaders import Batches
from grader.given.losses import LOSSES
from grader.given.nets import build_net, draw_weights, state_of

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
    flat=False,
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
    }[kind]


def _tensors_for_floats(replies, cases) -> bool:
    """Whether loss or accuracy, or both, are right but for being tensors."""
    names = ("the loss", "the accuracy")
    for reply, case in zip(replies, cases, strict=True):
        got = {name: reply.value.get(name) if isinstance(reply.value, dict) else None for name in names}
        if not any(isinstance(value, torch.Tensor) for value in got.values()):
            return False
        right = expected(**case.inputs)
        if not all(same(_as_float(value), right[name]) for name, value in got.items()):
            return False
    return True


def _as_float(value) -> float | None:
    """A number, or the only one in a tensor, as a float; None of anything else."""
    if isinstance(value, torch.Tensor):
        return float(value) if value.numel() == 1 else None
    if isinstance(value, int) and value.bit_length() > 64:  # it may be too large for a float
        return None
    return float(value) if isinstance(value, int | float) else None


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
    ),
    Mistake(
        "loss-divided-by-batches",
        "The summed loss is divided by the number of batches. Divide it by the number of examples.",
        {"loss_as": "sum by batches"},
    ),
    Mistake(
        "full-batch-assumed",
        "Every batch counts as a full one, but the last may be shorter: take its own size, len(images).",
        {"loss_as": "as if batches were full"},
    ),
    Mistake(
        "last-batch-loss",
        "The loss is that of the last batch alone. Add the batches up.",
        {"loss_as": "last"},
    ),
    Mistake(
        "missing-eval-mode",
        "The model was measured in the mode it came in, so dropout was at work. Switch it to evaluation mode first.",
        {"mode": "as it came"},
    ),
    Mistake(
        "training-mode-on",
        "The model was put into training mode. To be measured, it should be in evaluation mode.",
        {"mode": "train"},
    ),
    Mistake(
        "gradients-recorded",
        "The numbers are right, but autograd recorded the forward passes, which costs memory. Tell it to look away.",
        {"recorded": True},
    ),
    Mistake(
        "percent-for-fraction",
        "The accuracy is in per cent. Return a number between 0 and 1.",
        {"accuracy_as": "percent"},
    ),
    Mistake(
        "count-for-accuracy",
        "The accuracy is the number of right answers. Divide it by the number of examples.",
        {"accuracy_as": "count"},
    ),
    Mistake(
        "accuracy-divided-by-batches",
        "The number of right answers is divided by the number of batches. Divide it by the number of examples.",
        {"accuracy_as": "by batches"},
    ),
    Mistake(
        "mean-of-batch-accuracies",
        "The accuracy is the mean of the batches' accuracies, so a short last batch counts for too much.",
        {"accuracy_as": "mean of shares"},
    ),
    Mistake(
        "last-batch-accuracy",
        "Only the last batch's right answers are counted. Add the batches up.",
        {"accuracy_as": "last"},
    ),
    Mistake("error-rate", "This is the share of wrong answers. Count the right ones.", {"accuracy_as": "wrong ones"}),
    Mistake("last-batch-only", "These are the numbers of the last batch alone. Add all of them up.", {"only": "last"}),
    Mistake(
        "stops-after-first-batch",
        "These are the numbers of the first batch alone. Is there a return inside the loop?",
        {"only": "first"},
    ),
    Mistake("loss-accuracy-swapped", "Loss and accuracy have changed places: the loss comes first.", {"swapped": True}),
    Mistake(
        "loss-fn-ignored",
        "The loss is that of nll_loss, whatever loss_fn says. Call the function that you are given.",
        {"usual_loss": True},
    ),
    Mistake(
        "tensor-returned",
        "The numbers are right, but they are still tensors. Make floats of them with .item().",
        when=_tensors_for_floats,
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the pair (loss, accuracy).",
        {"nothing": True},
    ),
    Mistake(
        "not-moved-to-device",
        "A batch was used without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False},
    ),
    Mistake(
        "argmax-over-batch",
        "This looks for the largest number along the batch, not along the classes: those are dimension 1.",
        when=raises("RuntimeError", all_of=("size of tensor a (10) must match", "dimension 0")),
    ),
    Mistake(
        "argmax-without-dim",
        "argmax without a dimension gives one number for the whole batch. The classes are dimension 1.",
        {"flat": True},
    ),
]
