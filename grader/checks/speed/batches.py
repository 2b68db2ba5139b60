"""What the batches of an in-memory loader show: which examples, with which labels, and how fast; told apart by rules."""

import math
from collections.abc import Callable

import torch

from coursekit.judge.compare import Meets, describe
from coursekit.judge.mistakes import Case, Reply
from coursekit.kit.rules import Rule, lower_first
from grader.checks.data.epochs import BEYOND, in_words, is_epoch
from grader.given.images import MEAN, STD

RETURNED, SIZES = "what was returned", "the batch sizes"
FIRST, SECOND = "the examples of an epoch", "the examples of the next epoch"
ORDER, IMAGES, LABELS = "the order of the examples", "the images", "the labels of the images"
AGAIN = "whether the next epoch has the same images and labels"
HAS_DATA_SET = "whether it has a .dataset with a length"
SPEED, CALLS = "the speed of an epoch", "_calls of the transform"
LEAST = 3  # times as fast as a DataLoader; right code is 20 to 600 times as fast


def examples(count: int, cut: int) -> Meets:
    """The sorted numbers of an epoch: `cut` of `count` examples, each once."""

    def test(got) -> bool:
        return is_epoch(got) and len(got) == len(set(got)) == cut and set(got) <= set(range(count))

    def say(got) -> str:
        if not is_epoch(got):
            return describe(got)
        return in_words(got, {"example": sum(number >= 0 for number in got)}, "not in the data set")

    return Meets(f"each of the {count} examples once", test, say, list(range(cut)))


# (N, 28, 28): what is made of the stored images, with the transform's mean and deviation; all but the first are usual mistakes.
PIXELS = {
    "prepared": lambda images, mean, std: (images / 255 - mean) / std,
    "own": lambda images, mean, std: (images / 255 - MEAN) / STD,
    "measured": lambda images, mean, std: (images / 255 - (images / 255).mean()) / (images / 255).std(),
    "scaled": lambda images, mean, std: images / 255,
    "bytes": lambda images, mean, std: images,
    "raw": lambda images, mean, std: images.float(),
    "not scaled": lambda images, mean, std: (images - mean) / std,
    "by 256": lambda images, mean, std: (images / 256 - mean) / std,
    "twice": lambda images, mean, std: ((images / 255 - mean) / std - mean) / std,
    "swapped": lambda images, mean, std: (images / 255 - std) / mean,
}


def times_as_fast(got) -> float:
    """How many times as fast as a DataLoader a loader is, of the seconds that each took; raises where these are no seconds."""
    ours, theirs = map(float, got)
    if not (0 < ours < math.inf and 0 < theirs < math.inf):
        raise ValueError("no seconds")
    return theirs / ours


def _speed_in_words(got) -> str:
    try:
        ours, theirs = (f"{1000 * float(seconds):,.1f} ms" for seconds in got)
        return f"{times_as_fast(got):.1f} times that of a DataLoader ({ours}, where the DataLoader took {theirs})"
    except (TypeError, ValueError, OverflowError):
        return describe(got)


FAST = Meets(
    f"at least {LEAST} times that of a DataLoader over the same data set",
    lambda got: times_as_fast(got) >= LEAST,
    _speed_in_words,
    [0.001, 0.1],
)


def each_call(test: Callable[[dict, dict], bool]) -> Rule:
    """Every call gave batches that could be read, and `test(observations, inputs)` holds of each."""

    def shows(value, inputs: dict) -> bool:
        if not isinstance(value, dict) or not is_epoch(value.get(FIRST)) or not is_epoch(value.get(SECOND)):
            return False
        order = value.get(ORDER)
        whole = isinstance(order, list) and len(order) == 2 and all(map(is_epoch, order))
        return whole and bool(test(value, inputs))

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return all(shows(reply.value, case.inputs) for reply, case in zip(replies, cases, strict=True))

    rule.__doc__ = "Of every call's loader: " + lower_first(test.__doc__)
    return rule


def used_up(value: dict, inputs: dict) -> bool:
    """Whether its first epoch has examples, and its second none."""
    return bool(value[FIRST]) and not value[SECOND]


def repeated(value: dict, inputs: dict) -> bool:
    """Whether, with shuffle=True, in each of the two epochs some example comes again and another one never."""
    return not inputs["arguments"].get("shuffle", True) or all(
        min(numbers, default=-1) >= 0 and len(set(numbers)) < min(len(numbers), len(inputs["train_images"]))
        for numbers in (value[FIRST], value[SECOND])
    )


def altered(value: dict, inputs: dict) -> bool:
    """Whether some of the images are none of the data set's."""
    return any(number < 0 for name in (FIRST, SECOND) for number in value[name])


def other_numbers(value: dict, inputs: dict) -> bool:
    """Whether all examples come once, their pixels scaled by numbers, the same for all, that are those of no other mistake."""
    images, stored = value.get(IMAGES), inputs["train_images"]
    whole = isinstance(images, torch.Tensor) and images.is_floating_point() and images.numel() == stored.numel()
    if not whole or value[FIRST] != list(range(len(stored))):
        return False
    x, y = stored.double().flatten(), images.double().flatten()
    slope = ((x - x.mean()) * (y - y.mean())).sum() / (x - x.mean()).square().sum()
    line = slope * (x - x.mean()) + y.mean()
    known = [way(stored, inputs["mean"], inputs["std"]) for way in PIXELS.values()]
    # Where the numbers are nearly those of another way, they may be those, and rounded.
    return torch.allclose(y, line, atol=1e-4) and not any(
        torch.allclose(y, each.double().flatten(), rtol=1e-3, atol=1e-3) for each in known
    )


def changed(value: dict, inputs: dict) -> bool:
    """Whether two epochs have the same examples, with other images or labels."""
    return value.get(AGAIN) is False


def labels_as_stored(value: dict, inputs: dict) -> bool:
    """Whether the labels come in the order in which they are stored, and the images do not, where they are shuffled."""
    in_order = _labels_in_order(value)
    if in_order is None:
        return False
    stored = inputs["train_labels"][: len(in_order)]
    shuffled = inputs["arguments"].get("shuffle", True)
    return torch.equal(in_order, stored) and (not shuffled or value[ORDER][0] != sorted(value[ORDER][0]))


def labels_of_others(value: dict, inputs: dict) -> bool:
    """Whether all labels come, in an order of their own where examples are shuffled: neither the images' nor as stored."""
    in_order, stored = _labels_in_order(value), inputs["train_labels"]
    if in_order is None or not torch.equal(in_order.sort().values, stored.sort().values):
        return False
    if not inputs["arguments"].get("shuffle", True):
        return True
    return not torch.equal(in_order, stored) and not torch.equal(in_order, stored[torch.tensor(value[ORDER][0])])


def _labels_in_order(value: dict) -> torch.Tensor | None:
    """The labels of the first epoch as they came, of `LABELS`, which has them by their images; None where that cannot be told."""
    labels, numbers = value.get(LABELS), value[ORDER][0]
    if not isinstance(labels, torch.Tensor) or labels.dim() != 1 or len(labels) != len(numbers) or not len(labels):
        return None
    if sorted(numbers) != list(range(len(numbers))):
        return None
    return labels.long()[torch.tensor(numbers)]


def labels_of_another_type(value: dict, inputs: dict) -> bool:
    """Whether the labels are the right numbers, in another type than int64."""
    labels = value.get(LABELS)
    right = inputs["train_labels"]
    alike = isinstance(labels, torch.Tensor) and labels.shape == right.shape and labels.dtype != right.dtype
    return alike and torch.equal(labels.double(), right.double())


def beyond_the_set(replies: list[Reply], cases: list[Case]) -> bool:
    """IndexError: of as many things as there are examples in the data set, one beyond the last was asked for."""
    for reply, case in zip(replies, cases, strict=True):
        found = BEYOND.search(reply.error["message"]) if reply.error_type == "IndexError" else None
        if found and int(found[1]) >= int(found[2]) == len(case.inputs["train_images"]):
            return True
    return False


def uint8_index(replies: list[Reply], cases: list[Case]) -> bool:
    """IndexError of an index that has more axes than the tensor, or of a mask, in a line with a tensor of type uint8."""
    return any(
        reply.error_type == "IndexError"
        and any(text in reply.error["message"] for text in ("The shape of the mask", "too many indices for tensor"))
        and any(what.startswith("uint8") for _, what in reply.error["near"])
        for reply in replies
    )


def prepared_anew(replies: list[Reply], cases: list[Case]) -> bool:
    """In an epoch that was not the first, the data set's transform was called at least once for each of its examples."""
    calls = _calls(replies)
    return calls is not None and calls[1] >= len(cases[0].inputs["train_images"])


def slow(replies: list[Reply], cases: list[Case]) -> bool:
    """An epoch was less than 3 times as fast as a DataLoader's, and was not seen to call the transform for each example."""
    value = replies[0].value
    return isinstance(value, dict) and SPEED in value and not FAST(value[SPEED]) and not prepared_anew(replies, cases)


def one_by_one(replies: list[Reply], cases: list[Case]) -> bool:
    """To make the loader, the transform was called at least once for each example."""
    calls = _calls(replies)
    return calls is not None and calls[0] >= len(cases[0].inputs["train_images"])


def _calls(replies: list[Reply]) -> list[int] | None:
    """How often the transform was called to make the loader, and in its second epoch."""
    calls = replies[0].value.get(CALLS) if isinstance(replies[0].value, dict) else None
    told = isinstance(calls, list) and len(calls) == 2 and all(type(each) is int for each in calls)
    return calls if told else None
