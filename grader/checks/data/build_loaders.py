"""1.3 build_loaders: two epochs of the training loader and one of the test loader.

They run over a small MNIST that is not downloaded yet, whose images spell their own number.
"""

import torch

from coursekit.judge.compare import exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule, observed, raises
from grader.checks import hints
from grader.checks.data import epochs
from grader.checks.data.epochs import FIRST_TEST_NUMBER, LOADERS, SECOND, SETS, TESTED, TRAINING
from grader.given.images import MEAN, STD, numbered


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


def expected(
    train_images, train_labels, test_images, test_labels, root_as_text, arguments, train_of="train", test_of="test",
    sizes="given", order="anew", drop=(), repeats=False, normalised="usual", exchanged=False, in_root=True,
    has_dataset=True,
) -> dict:  # fmt: skip
    """Two loaders: the training one shuffled anew in each epoch, both with every example once and a short last batch."""
    data = {"train": (train_images, train_labels), "test": (test_images, test_labels)}
    both = {"train": train_of, "test": test_of}
    if exchanged:
        both, order = {"train": "test", "test": "train"}, "as stored"
    batch_size = epochs.batch_sizes(arguments, "exchanged" if exchanged else sizes)
    values = {
        "what was returned": exactly("two loaders"),
        "whether the data lie in root": in_root,
        "whether both loaders have a .dataset with a length": has_dataset,
    }
    for loader, name in LOADERS.items():
        count, size = len(data[both[loader]][0]), batch_size[loader]
        rest = [count % size] if count % size and loader not in drop else []
        values[f"the batch sizes of {name}"] = [size] * (count // size) + rest
    numbers = {"train": list(range(len(train_images)))}
    numbers["test"] = list(range(FIRST_TEST_NUMBER, FIRST_TEST_NUMBER + len(test_images)))
    for loader, epoch in epochs.EPOCHS:
        cut = sum(values[f"the batch sizes of {LOADERS[loader]}"])
        values[epoch] = epochs.examples(numbers[both[loader]], both[loader], cut, repeats and loader == "train")
    values["the order of the training examples"] = epochs.ORDERS[order]
    for loader in LOADERS:
        if loader in drop or (repeats and loader == "train"):
            continue  # which examples come is left to chance
        images, labels = data[both[loader]]
        values[f"the {SETS[loader]} images"] = _prepared(images, normalised)
        values[f"the labels of the {SETS[loader]} images"] = labels
    return values


def _prepared(images: torch.Tensor, normalised: str) -> torch.Tensor:
    x = images.float()[:, None] / 255
    return {
        "usual": (x - MEAN) / STD, "no": x, "raw": images, "raw floats": images.float(), "raw, scaled": x[:, 0],
        "raw with a channel": images[:, None], "raw floats with a channel": images.float()[:, None],
    }[normalised]  # fmt: skip


RAW = ("raw", "raw floats", "raw, scaled", "raw with a channel", "raw floats with a channel")


def _returned(*kinds: str) -> Rule:
    """Something that is told in words with one of these came back."""
    return observed("what was returned", lambda got: isinstance(got, str) and any(kind in got for kind in kinds))


def _number_of_loaders(count: int) -> Rule:
    def test(got) -> bool:
        kinds = got.split(", ") if isinstance(got, str) else []
        return len(kinds) == count and set(kinds) == {"a loader"}

    return observed("what was returned", test)


def _collate(found_image: bool) -> Rule:
    """Batches could not be made, of pictures or of something else."""

    def test(replies: list[Reply], cases: list[Case]) -> bool:
        messages = [reply.error["message"] for reply in replies if reply.error_type == "TypeError"]
        return any("default_collate" in message and ("Image" in message) == found_image for message in messages)

    test.__doc__ = (
        f"A call raised TypeError with 'default_collate' in its message, and {'' if found_image else 'not '}'Image'."
    )
    return test


LEFT_OUT = (f"the batch sizes of {LOADERS['train']}", "the training images", "the labels of the training images")
STRANGE = (
    "the order of the training examples",
    *(f"{part}the {name} images" for part in ("", "the labels of ") for name in SETS.values()),
)
NOT_SHUFFLED = "The training examples come as they are stored on the disk. Shuffle them."
SIZE_IGNORED = "The loaders keep to their default batch sizes, whatever the arguments say."
SIZE_MISSING = "The batches hold one example each. Tell the loader its batch size."
DROPPED = "The last, smaller batch was left out. Its examples count too."

MISTAKES = [
    Mistake(
        "test-set-from-training-data",
        "The test loader hands out training examples. Make its data set with train=False.",
        {"test_of": "train"},
        hint="Look at the two data sets: which argument tells them apart?",
    ),
    Mistake(
        "training-set-from-test-data",
        "The training loader hands out test examples. Make its data set with train=True.",
        {"train_of": "test"},
        hint="Look at the two data sets: which argument tells them apart?",
    ),
    Mistake(
        "sets-exchanged",
        "The training loader hands out the test examples, and the test loader the training examples.",
        {"train_of": "test", "test_of": "train"},
        hint="Look at the two data sets: which argument tells them apart?",
    ),
    Mistake(
        "loaders-exchanged",
        "The test loader came first. Return the training loader, then the test loader.",
        {"exchanged": True},
        hint=hints.PAIR,
    ),
    Mistake(
        "train-not-shuffled",
        NOT_SHUFFLED,
        {"order": "as stored"},
        hint="Which argument of a DataLoader is it that mixes the examples?",
    ),
    Mistake(
        "shuffled-once",
        "The training examples are shuffled, but come in the same order in each epoch. Shuffle them anew each time.",
        {"order": "once"},
        hint="A DataLoader can mix the examples itself, each time that it is walked over.",
    ),
    Mistake(
        "last-batch-dropped",
        DROPPED,
        {"drop": ("train",)},
        hint="A DataLoader keeps the last batch unless it is told otherwise.",
    ),
    Mistake(
        "last-batch-dropped",
        DROPPED,
        {"drop": ("test",)},
        hint="A DataLoader keeps the last batch unless it is told otherwise.",
    ),
    Mistake(
        "last-batch-dropped",
        DROPPED,
        {"drop": ("train", "test")},
        hint="A DataLoader keeps the last batch unless it is told otherwise.",
    ),
    Mistake(
        "batch-sizes-swapped",
        "The two batch sizes have changed places.",
        {"sizes": "exchanged"},
        hint="One of the two sizes has train in its name.",
    ),
    Mistake(
        "batch-size-ignored",
        SIZE_IGNORED,
        {"sizes": "defaults"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "batch-size-ignored",
        SIZE_IGNORED,
        {"sizes": "default for training"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "batch-size-ignored",
        SIZE_IGNORED,
        {"sizes": "default for test"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_train. The test loader has its own.",
        {"sizes": "train for both"},
        hint="Training wants small batches, testing can take large ones. That is why there are two arguments.",
    ),
    Mistake(
        "same-batch-size",
        "Both loaders use batch_size_test. The training loader has its own.",
        {"sizes": "test for both"},
        hint="Training wants small batches, testing can take large ones. That is why there are two arguments.",
    ),
    Mistake(
        "missing-batch-size",
        SIZE_MISSING,
        {"sizes": "ones"},
        hint="A DataLoader has an argument for that, and its default is 1.",
    ),
    Mistake(
        "missing-batch-size",
        SIZE_MISSING,
        {"sizes": "one for training"},
        hint="A DataLoader has an argument for that, and its default is 1.",
    ),
    Mistake(
        "missing-batch-size",
        SIZE_MISSING,
        {"sizes": "one for test"},
        hint="A DataLoader has an argument for that, and its default is 1.",
    ),
    Mistake(
        "sampled-with-replacement",
        "Some training examples come twice in an epoch, and some never. Every example should come once.",
        {"repeats": True},
        hint="Drawing from a hat without putting back is what an argument of DataLoader does by itself.",
    ),
    Mistake(
        "missing-normalisation",
        "The images are scaled to [0, 1], but not normalised. Give the data sets the transform of build_transform().",
        {"normalised": "no"},
        hint="What you wrote in 1.2 does both steps. Call it, and give what it returns to both data sets.",
    ),
    *(
        Mistake(
            "transform-bypassed",
            "The images are as they are stored, or scaled alone: build_transform() did not prepare them. Do they come from .data? No transform touches that.",
            {"normalised": kind},
            hint="A data set applies its transform when it is asked for one example, as in data_set[0], and a loader asks it for each.",
        )
        for kind in RAW
    ),
    Mistake(
        "root-ignored",
        "The data were put elsewhere. Pass root on to the data sets.",
        {"in_root": False},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "missing-transform",
        "A loader cannot make batches of pictures. Give both data sets the transform.",
        when=_collate(found_image=True),
        hint="What you wrote in 1.2 makes tensors of pictures. The data sets take it as an argument.",
    ),
    Mistake(
        "transform-not-called",
        "build_transform is what builds the transform: call it, and give the data sets what it returns.",
        when=_collate(found_image=False),
        hint="A function that builds something is not that thing: its brackets make it.",
    ),
    Mistake(
        "missing-download",
        "There are no data in root yet. Ask the data sets to download what is missing.",
        when=raises("RuntimeError", "Dataset not found"),
        hint="torchvision's data sets have an argument of that very name.",
    ),
    Mistake(
        "another-data-set",
        "This is another data set. The course reads torchvision.datasets.MNIST.",
        when=raises("RuntimeError", "is another data set than MNIST"),
        hint="torchvision.datasets has many sets; their names stand in its documentation.",
    ),
    Mistake(
        "data-sets-returned",
        "A data set came back where a loader belongs. A DataLoader around each of the two sets makes the batches.",
        when=_returned("a data set"),
        hint="A data set gives one example at a time, a loader batches of them. What does a DataLoader take first?",
    ),
    Mistake(
        "iterators-returned",
        "An iterator came back, and after one epoch it is used up. Return the loader itself.",
        when=_returned("an iterator"),
        hint="iter() of a loader begins one walk through it. Whoever trains begins a new one in each epoch.",
    ),
    Mistake(
        "dictionary-returned",
        "A dictionary came back. Return a pair: the training loader, then the test loader.",
        when=_returned("a dictionary"),
        hint=hints.PAIR,
    ),
    Mistake(
        "three-loaders",
        "Three loaders came back. Return two: that of the whole training set, then that of the test set.",
        when=_number_of_loaders(3),
        hint="Which two does the docstring name, and in what order?",
    ),
    Mistake(
        "single-loader",
        "A single loader came back. Return both: the training loader, then the test loader.",
        when=_number_of_loaders(1),
        hint=hints.PAIR,
    ),
    Mistake(
        "no-pairs",
        "A batch is a pair: the images, then the labels. Here something else comes out of a loader.",
        when=_returned("whose batches are not pairs"),
        hint="A data set that answers with an image and its label makes a loader that hands out both.",
    ),
    Mistake(
        "loader-without-dataset",
        "A loader has no .dataset with a length. fit and main() ask for its length: the number of examples.",
        {"has_dataset": False},
        hint="A DataLoader keeps the data set that it was made with, under the name dataset. What goes around it should too.",
    ),
    Mistake(
        "augmented",
        "The training set gives another image each time that it is asked for the same example: something random is done to it.",
        when=epochs.each_epoch(epochs.random),
        explains=(TRAINING, SECOND),
        follows=STRANGE,
        hint="The transform of 1.2 does two steps, and neither is random.",
    ),
    Mistake(
        "images-altered",
        "Some images are in neither set. Give the data sets the transform of build_transform() alone.",
        when=epochs.each_epoch(epochs.altered),
        explains=(TRAINING, SECOND, TESTED),
        follows=STRANGE,
        hint="Beside the transform of 1.2 nothing should touch the images.",
    ),
    Mistake(
        "validation-split",
        "The training set was split: the test loader hands out the part that the training loader leaves out. No split is asked for.",
        when=epochs.each_epoch(epochs.split),
        hint="Both data sets are there already, each with its own examples. Nothing has to be cut.",
    ),
    Mistake(
        "validation-split",
        "random_split divides a data set, here into parts that do not add up. No split is asked for: use all of the training set.",
        when=raises("ValueError", "Sum of input lengths"),
        hint="Both data sets are there already, each with its own examples. Nothing has to be cut.",
    ),
    Mistake(
        "sets-mixed",
        "A loader hands out training and test examples mixed. Each of the two sets has a loader of its own, and stays whole.",
        when=epochs.each_epoch(epochs.both_kinds),
        hint="Each loader should have one data set, and each data set one loader.",
    ),
    Mistake(
        "examples-beyond-the-set",
        "An example beyond the last one of a set was asked for: here the sets are smaller than MNIST. Take all that there are, not a fixed number.",
        when=epochs.beyond_the_set,
        hint="A DataLoader asks its data set itself how many examples there are.",
    ),
    Mistake(
        "training-examples-left-out",
        "The training loader leaves examples out, the same in each epoch. All of the training set belongs into each epoch.",
        when=epochs.left_out,
        explains=(TRAINING, SECOND),
        follows=LEFT_OUT,
        hint="Which line takes a part of the data set, and is it asked for?",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return both loaders.",
        when=observed("what was returned", lambda got: got is None),
        hint=hints.RETURN,
    ),
]
