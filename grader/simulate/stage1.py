"""Stage 1: expected observations, and what they would be with a mistake switched on."""

import math

import torch

from ..given import NUMBER_BITS
from ..judge.compare import Meets, describe, exactly, same

MEAN, STD = 0.1307, 0.3081  # of MNIST's training set, the exercises' defaults
BATCH_SIZES = {"batch_size_train": 64, "batch_size_test": 1000}
FIRST_TEST_NUMBER = 5000


def pixel_stats(
    images, scale=255.0, std_of="pixels", squared=False, swapped=False, floor=False, constants=False, by_max=False,
    first_only=False,
) -> dict:  # fmt: skip
    """Mean and standard deviation of all scaled pixels; the latter biased or not."""
    used = images[:1] if first_only else images
    divisor = float(used.max()) if by_max else scale
    pixels = used.double() // divisor if floor else used.double() / divisor
    per_image = pixels.flatten(1)
    spread = {
        "pixels": _both_stds(pixels.flatten()),
        "image means": _both_stds(per_image.mean(dim=1)),
        "image stds": [std.mean() for std in (per_image.std(dim=1, correction=0), per_image.std(dim=1))],
    }[std_of]
    mean, stds = pixels.mean().item(), [float(std**2 if squared else std) for std in spread]
    if constants:
        mean, stds = MEAN, [STD, STD]
    either = Meets(
        describe(stds[0]), lambda got: isinstance(got, float) and any(same(got, std) for std in stds), example=stds[0]
    )
    first, second = (either, mean) if swapped else (mean, either)
    return {"the number of values that were returned": 2, "the mean": first, "the standard deviation": second}


def _both_stds(values: torch.Tensor) -> list[torch.Tensor]:
    """Biased and unbiased; the latter of a single value is nan."""
    unbiased = values.std() if len(values) > 1 else torch.tensor(math.nan)
    return [values.std(correction=0), unbiased]


def build_transform(
    images, arguments, scale=255.0, formula="usual", swapped=False, defaults=False, shape="(1, 28, 28)",
    dtype=torch.float32, turned=False,
) -> dict:  # fmt: skip
    """(pixel / 255 − mean) / std of each image, with a channel axis in front."""
    given = {} if defaults else arguments
    mean, std = given.get("mean", MEAN), given.get("std", STD)
    mean, std = (std, mean) if swapped else (mean, std)
    results = []
    for image in images.double():
        x = (image.T if turned else image) / scale
        values = {
            "usual": (x - mean) / std,
            "none": x,
            "no mean": x / std,
            "no std": x - mean,
            "added": (x + mean) / std,
            "backwards": x * std + mean,
            "variance": (x - mean) / std**2,
            "before scaling": (image - mean) / std / 255,
            "own": (x - x.mean()) / x.std(),
        }[formula]
        results.append(SHAPES[shape](values).to(dtype))
    return {
        "what was returned": exactly("a callable"),
        "the first image, transformed": results[0],
        "the second image, transformed": results[1],
    }


SHAPES = {
    "(1, 28, 28)": lambda values: values[None],
    "(28, 28)": lambda values: values,
    "(28, 28, 1)": lambda values: values[..., None],
    "(1, 1, 28, 28)": lambda values: values[None, None],
    "(3, 28, 28)": lambda values: values.expand(3, 28, 28),
}


def numbered(images: torch.Tensor, first: int) -> torch.Tensor:
    """uint8 (N, 28, 28): the images with their number, counted from `first`, spelled in their first pixels."""
    images = images.clone().flatten(1)
    for number, image in enumerate(images, start=first):
        bits = [number >> place & 1 for place in range(NUMBER_BITS)]
        # A bright and a dark pixel at the end, so that every image has both.
        image[: NUMBER_BITS + 2] = 255 * torch.tensor([*bits, 1, 0], dtype=torch.uint8)
    return images.view(-1, 28, 28)


def build_loaders(
    train_images, train_labels, test_images, test_labels, root_as_text, arguments, train_of="train", test_of="test",
    sizes="given", order="anew", drop=(), repeats=False, normalised="usual", exchanged=False, in_root=True,
) -> dict:  # fmt: skip
    """Two loaders: the training one shuffled anew in each epoch, both with every example once and a short last batch."""
    data = {"train": (train_images, train_labels), "test": (test_images, test_labels)}
    both = {"train": train_of, "test": test_of}
    if exchanged:
        both, order = {"train": "test", "test": "train"}, "as stored"
    batch_size = _batch_sizes(arguments, "exchanged" if exchanged else sizes)
    values = {
        "what was returned": exactly("two loaders"),
        "whether the data lie in root": in_root,
    }
    for loader, name in LOADERS.items():
        count, size = len(data[both[loader]][0]), batch_size[loader]
        rest = [count % size] if count % size and loader not in drop else []
        values[f"the batch sizes of {name}"] = [size] * (count // size) + rest
    numbers = {"train": list(range(len(train_images)))}
    numbers["test"] = list(range(FIRST_TEST_NUMBER, FIRST_TEST_NUMBER + len(test_images)))
    for loader, epoch in EPOCHS:
        cut = sum(values[f"the batch sizes of {LOADERS[loader]}"])
        values[epoch] = _examples(numbers[both[loader]], both[loader], cut, repeats and loader == "train")
    values["the order of the training examples"] = ORDERS[order]
    for loader in LOADERS:
        if loader in drop or (repeats and loader == "train"):
            continue  # which examples come is left to chance
        images, labels = data[both[loader]]
        written = {"train": "training", "test": "test"}[loader]
        values[f"the {written} images"] = _prepared(images, normalised)
        values[f"the labels of the {written} images"] = labels
    return values


LOADERS = {"train": "the training loader", "test": "the test loader"}
EPOCHS = [
    ("train", "the examples of the training loader"),
    ("train", "the examples of its second epoch"),
    ("test", "the examples of the test loader"),
]


def _batch_sizes(arguments: dict, sizes: str) -> dict[str, int]:
    train, test = (BATCH_SIZES | arguments).values()
    default_train, default_test = BATCH_SIZES.values()
    train, test = {
        "given": (train, test),
        "exchanged": (test, train),
        "defaults": (default_train, default_test),
        "default for training": (default_train, test),
        "default for test": (train, default_test),
        "train for both": (train, train),
        "test for both": (test, test),
        "ones": (1, 1),
        "one for training": (1, test),
        "one for test": (train, 1),
    }[sizes]
    return {"train": train, "test": test}


def _examples(numbers: list[int], which: str, count: int, repeats: bool) -> Meets:
    """The sorted numbers of an epoch: `count` of a set's examples, each once unless `repeats`."""

    def test(got) -> bool:
        some_twice = len(set(got)) < len(got)
        return len(got) == count and set(got) <= set(numbers) and some_twice == repeats

    example = [*numbers[: count - 1], numbers[0]] if repeats else numbers[:count]
    return Meets(f"each of the {len(numbers)} {SETS[which]} examples once", test, _examples_in_words, example)


SETS = {"train": "training", "test": "test"}


def _examples_in_words(got) -> str:
    if not isinstance(got, list):
        return describe(got)
    tests = sum(number >= FIRST_TEST_NUMBER for number in got)
    again = len(got) - len(set(got))
    return f"{len(got) - tests} training examples and {tests} test examples" + (
        f", {again} of them repeats" if again else ""
    )


def _orders(got: list[list[int]]) -> str:
    first, second = got
    if first == sorted(first):
        return "as stored" if first == second else "as stored at first"
    return "anew" if first != second else "once"


ORDER_IN_WORDS = {
    "as stored": "as stored on the disk",
    "as stored at first": "as stored on the disk in the first epoch",
    "anew": "shuffled anew in each epoch",
    "once": "shuffled, but the same in each epoch",
}
TWO_EPOCHS = {
    "as stored": [[0, 1, 2], [0, 1, 2]],
    "as stored at first": [[0, 1, 2], [1, 2, 0]],
    "anew": [[1, 0, 2], [1, 2, 0]],
    "once": [[1, 0, 2], [1, 0, 2]],
}
ORDERS = {
    order: Meets(
        text,
        lambda got, order=order: _orders(got) == order,
        lambda got: ORDER_IN_WORDS[_orders(got)],
        TWO_EPOCHS[order],
    )
    for order, text in ORDER_IN_WORDS.items()
}


def _prepared(images: torch.Tensor, normalised: str) -> torch.Tensor:
    x = images.float()[:, None] / 255
    return {"usual": (x - MEAN) / STD, "no": x}[normalised]
