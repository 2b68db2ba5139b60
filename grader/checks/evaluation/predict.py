"""4.4 predict: the likeliest digit of each image, for one image and for more; the model comes in training mode."""

import torch

from coursekit.judge.compare import exactly, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import observed
from coursekit.wire import Other
from grader.checks import hints
from grader.checks.evaluation.afterwards import AFTERWARDS, BATCH_AXIS
from grader.checks.evaluation.images import net_and_images
from grader.given.nets import build_net

RETURNED = "what was returned"


def cases(draw) -> list[Case]:
    drawn = []
    for count, training in [(8, True), (1, False), (13, True)]:
        inputs = {**net_and_images(draw, count), "training": training}
        drawn.append(Case(f"predict(model, images, device) on {count} image{'s' * (count > 1)}", inputs))
    return drawn


def expected(
    net, weights, training, torch_seed, images, mode="eval", recorded=False, answer="digits", moved=True,
    back="on the CPU", left_off=False, frozen=False,
) -> dict:  # fmt: skip
    """The likeliest digit of each image, in evaluation mode."""
    model = build_net(net, weights).train(training if mode == "as it came" else False)
    torch.manual_seed(torch_seed)
    with torch.no_grad():
        log_probs = model(images)
    digits = log_probs.argmax(dim=1)
    returned = {
        "digits": digits,
        "log-probabilities": log_probs,
        "probabilities": log_probs.exp(),
        "maxima": log_probs.max(dim=1).values,
        "maximal probabilities": log_probs.exp().max(dim=1).values,
        "max": [log_probs.max(dim=1).values, digits],  # torch.max(..., dim=1) as it comes
        "column": digits[:, None],
        "over the batch": log_probs.argmax(dim=0),
        "flat": log_probs.argmax(),
        "least likely": log_probs.argmin(dim=1),
        "list": digits.tolist(),
        "float": digits.float(),
        "int32": digits.int(),
        "nothing": None,
    }[answer]
    return {
        "the modes in which the model ran": exactly("training mode" if model.training else "evaluation mode"),
        RETURNED: returned,
        "whether gradients were recorded": recorded,
        "whether gradients can be recorded afterwards": not left_off,
        "whether the parameters take gradients afterwards": not frozen,
        "whether the images were moved to the device": moved,
        "where the answer lies": exactly(back),
    }


def _ten_each(replies: list[Reply], cases: list[Case]) -> bool:
    """Each call gave ten numbers for each image, and all else is as it should be."""
    for reply, case in zip(replies, cases, strict=True):
        got = reply.value.get(RETURNED) if isinstance(reply.value, dict) else None
        if not isinstance(got, torch.Tensor) or got.shape != (len(case.inputs["images"]), 10):
            return False
        right = expected(**case.inputs)
        if not all(same(reply.value.get(name), value) for name, value in right.items() if name != RETURNED):
            return False
    return True


MISTAKES = [
    Mistake(
        "probabilities-for-classes",
        "These are the model's ten numbers for each image. Which digit has the largest of them?",
        {"answer": "log-probabilities"},
    ),
    Mistake(
        "probabilities-for-classes",
        "These are ten probabilities for each image. Which digit has the largest of them?",
        {"answer": "probabilities"},
    ),
    Mistake(
        "probabilities-for-classes",
        "Ten numbers came back for each image, and one is asked for: its digit, the one with the largest log-probability.",
        when=_ten_each,
    ),
    Mistake(
        "maxima-for-classes",
        "These are the largest log-probabilities themselves. Return where they stand, not how large they are.",
        {"answer": "maxima"},
    ),
    Mistake(
        "maxima-for-classes",
        "These are the largest probabilities themselves. Return where they stand, not how large they are.",
        {"answer": "maximal probabilities"},
    ),
    Mistake(
        "maxima-with-classes",
        "max(dim=1) gives the largest values and where they stand. Return only the latter.",
        {"answer": "max"},
        hint="A pair can be taken apart by its number, as in pair[0], or by two names to the left of =.",
    ),
    Mistake(
        "column-returned",
        "The digits are right, but they stand in a column, (B, 1). One dimension is enough: (B,).",
        {"answer": "column"},
        hint="argmax leaves the dimension out that it looked along, unless it is told to keep it.",
    ),
    Mistake(
        "training-mode-left-on",
        "The model predicted in the mode it came in, so dropout was at work. Switch it to evaluation mode first.",
        {"mode": "as it came"},
        hint=hints.MODE,
    ),
    Mistake(
        "argmax-over-batch",
        "This looks for the largest number along the batch, not along the classes: those are dimension 1.",
        {"answer": "over the batch"},
        hint=hints.CLASSES,
    ),
    Mistake(
        "argmax-without-dim",
        "argmax without a dimension gives one number for the whole batch. The classes are dimension 1.",
        {"answer": "flat"},
        hint=hints.CLASSES,
    ),
    Mistake(
        "argmin-for-argmax",
        "These are the least likely digits. Look for the largest.",
        {"answer": "least likely"},
        hint="A log-probability is negative. Which is larger, -1 or -3?",
    ),
    Mistake(
        "list-returned",
        "The digits are right, but they are in a list. Return them as a tensor.",
        {"answer": "list"},
        hint="argmax gives a tensor. Which line makes something else of it?",
    ),
    Mistake(
        "array-returned",
        "A NumPy array came back. Return a tensor.",
        when=observed(RETURNED, lambda got: isinstance(got, Other) and got.type == "ndarray"),
        hint="argmax of a tensor is a tensor already, with the dtype that is asked for.",
    ),
    Mistake(
        "float-returned",
        "The digits are right, but they are floats. Keep them as int64.",
        {"answer": "float"},
        hint="argmax gives int64. Which line makes something else of it?",
    ),
    Mistake(
        "int32-returned",
        "The digits are right, but they are int32. Keep them as int64.",
        {"answer": "int32"},
        hint="argmax gives int64. Which line makes something else of it?",
    ),
    Mistake(
        "gradients-recorded",
        "The digits are right, but autograd recorded the forward pass, which costs memory. Tell it to look away.",
        {"recorded": True},
        hint=hints.NO_TRACE,
    ),
    Mistake(
        "not-moved-to-device",
        "The images reached the model without being moved. .to(device) returns the moved tensor: keep what it returns.",
        {"moved": False, "back": "on the CPU"},
        hint=hints.MOVED,
    ),
    Mistake(
        "left-on-device",
        "The digits are right, but they stay on the device. Bring them back to the CPU.",
        {"back": "on the device"},
        hint="A tensor has a method for that, of the name of the place.",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the digits.",
        {"answer": "nothing"},
        hint=hints.RETURN,
    ),
    *AFTERWARDS,
    BATCH_AXIS,
]
