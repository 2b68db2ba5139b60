"""The usual mistakes of stage 4, evaluation: `evaluate`."""

import torch

from ..judge.compare import same
from ..judge.mistakes import Mistake
from ..simulate import stage4 as simulate


def _tensors_for_floats(replies, cases) -> bool:
    """Whether loss or accuracy, or both, are right but for being tensors."""
    for reply, case in zip(replies, cases, strict=True):
        expected = simulate.evaluate(**case.inputs)
        got = {name: reply.value[name] for name in ("the loss", "the accuracy")}
        if not any(isinstance(value, torch.Tensor) for value in got.values()):
            return False
        if not all(same(float(value), expected[name]) for name, value in got.items()):
            return False
    return True


def _error_says(kind: str, *parts: str):
    """A predicate: an exception of this kind was raised with all of these parts in its message."""
    return lambda replies, cases: any(
        reply.error_type == kind and all(part in reply.error["message"] for part in parts) for reply in replies
    )


EVALUATE = [
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
        when=_error_says("RuntimeError", "size of tensor a (10) must match", "dimension 0"),
    ),
    Mistake(
        "argmax-without-dim",
        "argmax without a dimension gives one number for the whole batch. The classes are dimension 1.",
        {"flat": True},
    ),
]
