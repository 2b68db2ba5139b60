"""1.3 build_loaders: two epochs of the training loader and one of the test loader.

They run over a small MNIST that is not downloaded yet, whose images spell their own number.
"""

import torch

from coursekit.judge.compare import Meets, describe, exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule, observed, raises
from grader.given.images import MEAN, NUMBER_BITS, STD

BATCH_SIZES = {"batch_size_train": 64, "batch_size_test": 1000}
FIRST_TEST_NUMBER = 5000
MOST_EXAMPLES = 100_000  # of an epoch that is looked at; MNIST has 60,000
LOADERS = {"train": "the training loader", "test": "the test loader"}
EPOCHS = [
    ("train", "the examples of the training loader"),
    ("train", "the examples of its second epoch"),
    ("test", "the examples of the test loader"),
]
SETS = {"train": "training", "test": "test"}


def cases(draw) -> list[Case]:
    """Other batch sizes than the defaults, then the defaults; root is once a path, once a text."""
    drawn = []
    for train, test, arguments in [
        (draw.choice([37, 38, 39]), 23, {"batch_size_train": draw.choice([5, 6, 8]), "batch_size_test": 9}),
        (150, 1013, {}),
    ]:
        inputs = {"root_as_text": not arguments, "arguments": arguments}
        for name, count, first in (("train", train, 0), ("test", test, FIRST_TEST_NUMBER)):
            inputs[f"{name}_images"] = numbered(draw.pixels(count, 28, 28), first)
            inputs[f"{name}_labels"] = draw.labels(count)
        written = ", ".join(["root", *(f"{name}={value}" for name, value in arguments.items())])
        drawn.append(Case(f"build_loaders({written}), {train} training and {test} test examples", inputs))
    return drawn


def numbered(images: torch.Tensor, first: int) -> torch.Tensor:
    """uint8 (N, 28, 28): the images with their number, counted from `first`, spelled in their first pixels."""
    images = images.clone().flatten(1)
    for number, image in enumerate(images, start=first):
        bits = [number >> place & 1 for place in range(NUMBER_BITS)]
        # A bright and a dark pixel at the end, so that every image has both.
        image[: NUMBER_BITS + 2] = 255 * torch.tensor([*bits, 1, 0], dtype=torch.uint8)
    return images.view(-1, 28, 28)


def expected(
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
        values[f"the {SETS[loader]} images"] = _prepared(images, normalised)
        values[f"the labels of the {SETS[loader]} images"] = labels
    return values


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
        if not _is_epoch(got) or len(got) != count:
            return False
        some_twice = len(set(got)) < len(got)
        return set(got) <= set(numbers) and some_twice == repeats

    example = [*numbers[: count - 1], numbers[0]] if repeats else numbers[:count]
    return Meets(f"each of the {len(numbers)} {SETS[which]} examples once", test, _examples_in_words, example)


def _is_epoch(got) -> bool:
    """Whether these can be the numbers of an epoch's examples."""
    return isinstance(got, list) and len(got) <= MOST_EXAMPLES and all(isinstance(each, int) for each in got)


def _examples_in_words(got) -> str:
    if not _is_epoch(got):
        return describe(got)
    tests = sum(number >= FIRST_TEST_NUMBER for number in got)
    again = len(got) - len(set(got))
    return f"{len(got) - tests} training examples and {tests} test examples" + (
        f", {again} of them repeats" if again else ""
    )


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


def _order(got) -> str | None:
    """The order of two epochs, a key of `ORDER_IN_WORDS`; None of what is no two epochs."""
    if not isinstance(got, list) or len(got) != 2 or not all(map(_is_epoch, got)):
        return None
    first, second = got
    if first == sorted(first):
        return "as stored" if first == second else "as stored at first"
    return "anew" if first != second else "once"


def _order_in_words(got) -> str:
    return ORDER_IN_WORDS.get(_order(got)) or describe(got)


ORDERS = {
    order: Meets(text, lambda got, order=order: _order(got) == order, _order_in_words, TWO_EPOCHS[order])
    for order, text in ORDER_IN_WORDS.items()
}


def _prepared(images: torch.Tensor, normalised: str) -> torch.Tensor:
    x = images.float()[:, None] / 255
    return {"usual": (x - MEAN) / STD, "no": x}[normalised]


def _collate(found_image: bool) -> Rule:
    """Batches could not be made, of pictures or of something else."""

    def test(replies: list[Reply], cases: list[Case]) -> bool:
        messages = [reply.error["message"] for reply in replies if reply.error_type == "TypeError"]
        return any("default_collate" in message and ("Image" in message) == found_image for message in messages)

    return test


NOT_SHUFFLED = "The training examples come as they are stored on the disk. Shuffle them."
SIZE_IGNORED = "The loaders keep to their default batch sizes, whatever the arguments say."
SIZE_MISSING = "The batches hold one example each. Tell the loader its batch size."
DROPPED = "The last, smaller batch was left out. Its examples count too."

MISTAKES = [
    Mistake(
        "test-set-from-training-data",
        "The test loader hands out training examples. Make its data set with train=False.",
        {"test_of": "train"},
    ),
    Mistake(
        "training-set-from-test-data",
        "The training loader hands out test examples. Make its data set with train=True.",
        {"train_of": "test"},
    ),
    Mistake(
        "sets-exchanged",
        "The training loader hands out the test examples, and the test loader the training examples.",
        {"train_of": "test", "test_of": "train"},
    ),
    Mistake(
        "loaders-exchanged",
        "The test loader came first. Return the training loader, then the test loader.",
        {"exchanged": True},
    ),
    Mistake("train-not-shuffled", NOT_SHUFFLED, {"order": "as stored"}),
    Mistake(
        "shuffled-once",
        "The training examples are shuffled, but come in the same order in each epoch. Shuffle them anew each time.",
        {"order": "once"},
    ),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("train",)}),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("test",)}),
    Mistake("last-batch-dropped", DROPPED, {"drop": ("train", "test")}),
    Mistake("batch-sizes-swapped", "The two batch sizes have changed places.", {"sizes": "exchanged"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "defaults"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "default for training"}),
    Mistake("batch-size-ignored", SIZE_IGNORED, {"sizes": "default for test"}),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_train. The test loader has its own.",
        {"sizes": "train for both"},
    ),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_test. The training loader has its own.",
        {"sizes": "test for both"},
    ),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "ones"}),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "one for training"}),
    Mistake("missing-batch-size", SIZE_MISSING, {"sizes": "one for test"}),
    Mistake(
        "sampled-with-replacement",
        "Some training examples come twice in an epoch, and some never. Every example should come once.",
        {"repeats": True},
    ),
    Mistake(
        "missing-normalisation",
        "The images are scaled to [0, 1], but not normalised. Give the data sets the transform of build_transform().",
        {"normalised": "no"},
    ),
    Mistake("root-ignored", "The data were put elsewhere. Pass root on to the data sets.", {"in_root": False}),
    Mistake(
        "missing-transform",
        "A loader cannot make batches of pictures. Give both data sets the transform.",
        when=_collate(found_image=True),
    ),
    Mistake(
        "transform-not-called",
        "build_transform is what builds the transform: call it, and give the data sets what it returns.",
        when=_collate(found_image=False),
    ),
    Mistake(
        "missing-download",
        "There are no data in root yet. Ask the data sets to download what is missing.",
        when=raises("RuntimeError", "Dataset not found"),
    ),
    Mistake(
        "another-data-set",
        "This is another data set. The course reads torchvision.datasets.MNIST.",
        when=raises("RuntimeError", "is another data set than MNIST"),
    ),
    Mistake(
        "data-sets-returned",
        "The data sets came back. Wrap each of them in a DataLoader.",
        when=observed("what was returned", lambda got: got == "data sets"),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return both loaders.",
        when=observed("what was returned", lambda got: got is None),
    ),
]
