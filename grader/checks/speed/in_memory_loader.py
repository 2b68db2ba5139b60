"""5.1 in_memory_loader: two epochs of the batches cut from a small MNIST, and then how fast an epoch is.

The images spell their own number, and the transform has drawn numbers.
"""

import torch

from coursekit.judge.compare import exactly, first_difference
from coursekit.judge.mistakes import Case, Mistake
from coursekit.kit.rules import Rule, observed, raises
from grader.checks import hints
from grader.checks.data.epochs import ORDERS
from grader.checks.speed import batches
from grader.checks.speed.batches import (
    AGAIN,
    FIRST,
    HAS_DATA_SET,
    IMAGES,
    LABELS,
    ORDER,
    RETURNED,
    SECOND,
    SIZES,
    SPEED,
)
from grader.given.images import numbered

REMARKS = {
    "prepared-one-by-one": "the transform was called at least as often as there are images; for a table of what it makes of the 256 greys one call is enough."
}
TIMED = 300  # images whose epochs are timed: more than there are greys, which may each be transformed


def cases(draw) -> list[Case]:
    """Shuffled with another batch size than the default, then with the defaults, then in order; no batch size divides evenly."""
    drawn = []
    for count, arguments in [
        (draw.choice([37, 38, 39]), {"batch_size": draw.choice([5, 6, 8]), "shuffle": True}),
        (70, {}),
        (draw.choice([52, 53, 54]), {"batch_size": 7, "shuffle": False}),
    ]:
        written = ", ".join(["dataset", *(f"{name}={value}" for name, value in arguments.items())])
        inputs = {"arguments": arguments, **_small_set(draw, count)}
        drawn.append(Case(f"in_memory_loader({written}) of {count} images, for two epochs", inputs))
    return drawn


def _small_set(draw, count: int) -> dict:
    images = numbered(draw.pixels(count, 28, 28), 0)
    numbers = {"mean": draw.number(0.2, 0.6), "std": draw.number(0.7, 0.9)}
    return {"train_images": images, "train_labels": draw.labels(count), **numbers}


def expected(
    arguments, train_images, train_labels, mean, std, pixels="prepared", axes="(1, 28, 28)", order="given", once=False, sizes="given",
    drop=False, double=False, has_data_set=True,
) -> dict:  # fmt: skip
    """Two epochs with every example once, as the transform prepares it, in a new order each, or both as stored."""
    count, shuffle = len(train_images), arguments.get("shuffle", True)
    shuffle = {"never": False, "always": True, "opposite": not shuffle}.get(order, shuffle)
    batch_sizes = _batch_sizes(count, arguments.get("batch_size", 64), sizes)
    if drop and batch_sizes[-1] < batch_sizes[0]:
        batch_sizes.pop()
    kind = ("once" if once else "anew") if shuffle else "as stored"
    cut = sum(batch_sizes)
    values = {
        RETURNED: exactly("a loader"),
        SIZES: batch_sizes,
        FIRST: batches.examples(count, cut),
        SECOND: batches.examples(count, cut),
        ORDER: ORDERS[kind],
        HAS_DATA_SET: has_data_set,
    }
    if cut == count:  # else it is left to chance which images come
        images = AXES[axes](batches.PIXELS[pixels](train_images, mean, std))
        values |= {IMAGES: images.double() if double else images, LABELS: train_labels, AGAIN: True}
    return values


def _batch_sizes(count: int, batch_size: int, sizes: str) -> list[int]:
    if sizes == "chunks":
        return [len(part) for part in torch.arange(count).chunk(batch_size)]
    size = {"default": 64, "one": 1, "all": count}.get(sizes, batch_size)
    return [len(part) for part in torch.arange(count).split(size)]


AXES = {
    "(1, 28, 28)": lambda images: images[:, None],
    "(28, 28)": lambda images: images,
    "(28, 28, 1)": lambda images: images[..., None],
    "(784,)": lambda images: images.flatten(1),
}


def afterwards(student, draw) -> None:
    """An epoch must be several times as fast as that of a DataLoader which prepares each image anew, measured side by side."""
    called = f"in_memory_loader(dataset, batch_size=64) of {TIMED} images, for some epochs, with a clock"
    case = Case(called, {"batch_size": 64, **_small_set(draw, TIMED)})
    [reply] = student.run([case], probe="speed")
    if reply.error:
        raise student.crashed(reply.error, case)
    got = reply.value.get(SPEED)
    if difference := first_difference(got, batches.FAST, SPEED):
        mistake = next((each for each in SLOW if each.when([reply], [case])), None)
        student.fail(case.called, difference, mistake)
    student.detail = f"{batches.times_as_fast(got):.0f} times as fast as the plain loader"
    if batches.one_by_one([reply], [case]):
        student.kinds.append("prepared-one-by-one")


def _returned(*kinds: str) -> Rule:
    """Something that is told in words with one of these came back."""
    return observed(RETURNED, lambda got: isinstance(got, str) and any(kind in got for kind in kinds))


STRANGE = (ORDER, IMAGES, LABELS, AGAIN)
TABLE = (
    "What does the data set's transform make of a picture in which all 256 greys stand? That says it for every pixel."
)
ITERABLE = "A for begins by calling __iter__. What has to be new for each epoch is made there, or in what it calls."
ONE_INDEX = "The same index, put to the images and to the labels, takes out what belongs together."
CUT = "split cuts a tensor into parts of a given length; the last part is as long as what is left."
SHUFFLED = "shuffle says whether an epoch goes through the examples in a random order or as they are stored."
SLOW = [
    Mistake(
        "prepared-anew",
        "Each epoch calls the data set's transform for every image again. Prepare them once, before the first epoch.",
        when=batches.prepared_anew,
        hint=TABLE,
    ),
    Mistake(
        "epoch-too-slow",
        "An epoch is less than three times as fast as a DataLoader's. Perhaps something is still done image by image in each?",
        when=batches.slow,
        hint="A tensor of all images, indexed with a tensor of some numbers, gives all of those at once.",
    ),
]
MISTAKES = [
    *SLOW,
    Mistake(
        "not-shuffled",
        "The examples come as they are stored, also with shuffle=True.",
        {"order": "never"},
        hint=SHUFFLED,
    ),
    Mistake(
        "shuffled-always",
        "The examples are shuffled, also with shuffle=False.",
        {"order": "always"},
        hint=SHUFFLED,
    ),
    Mistake(
        "shuffle-inverted",
        "The examples are shuffled with shuffle=False, and come as they are stored with shuffle=True.",
        {"order": "opposite"},
        hint=SHUFFLED,
    ),
    Mistake(
        "shuffled-once",
        "The examples are shuffled, but come in the same order in each epoch. Draw the order anew each time.",
        {"once": True},
        hint=ITERABLE,
    ),
    Mistake(
        "last-batch-dropped",
        "The last, smaller batch is left out. Its examples count too.",
        {"drop": True},
        hint=CUT,
    ),
    Mistake(
        "batch-size-ignored",
        "The batches are those of batch_size=64, whatever the argument says.",
        {"sizes": "default"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "missing-batch-size",
        "The batches hold one example each, whatever batch_size says.",
        {"sizes": "one"},
        hint=CUT,
    ),
    Mistake(
        "single-batch",
        "All examples come in a single batch, whatever batch_size says.",
        {"sizes": "all"},
        hint=CUT,
    ),
    Mistake(
        "chunks-for-batches",
        "The batches are those of chunk(batch_size), which makes that many or fewer. batch_size is how many examples a batch holds.",
        {"sizes": "chunks"},
        hint="chunk(n) makes n parts, split(n) parts of n.",
    ),
    Mistake(
        "own-numbers",
        "The images are normalised with 0.1307 and 0.3081. This data set's transform has other numbers: ask dataset.transform itself.",
        {"pixels": "own"},
        hint=TABLE,
    ),
    Mistake(
        "measured-numbers",
        "The images are normalised with their own mean and deviation. The data set's transform has other numbers: ask it.",
        {"pixels": "measured"},
        hint=TABLE,
    ),
    Mistake(
        "mean-std-swapped",
        "The transform's mean and standard deviation have changed places.",
        {"pixels": "swapped"},
        hint=TABLE,
    ),
    Mistake(
        "missing-normalisation",
        "The images are scaled to [0, 1] and no more: dataset.transform does not come into it.",
        {"pixels": "scaled"},
        hint=TABLE,
    ),
    Mistake(
        "transform-bypassed",
        "The images are as they are stored, 0 to 255: no transform touches dataset.data.",
        {"pixels": "bytes"},
        hint=TABLE,
    ),
    Mistake(
        "transform-bypassed",
        "The images are as they are stored, 0 to 255: no transform touches dataset.data.",
        {"pixels": "raw"},
        hint=TABLE,
    ),
    Mistake(
        "not-scaled",
        "The pixels, 0 to 255, were not divided by 255 before they were normalised.",
        {"pixels": "not scaled"},
        hint=TABLE,
    ),
    Mistake(
        "scaled-by-256",
        "The pixels were divided by 256. The brightest is 255, and should become 1.",
        {"pixels": "by 256"},
        hint=TABLE,
    ),
    Mistake(
        "normalised-twice",
        "The images are normalised twice: what the transform gives is prepared already.",
        {"pixels": "twice"},
        hint="Is the mean subtracted, beside the transform, in a line of its own?",
    ),
    Mistake(
        "other-numbers",
        "The pixels are right but for a factor and a summand, the same for all: it is not what the data set's transform makes of them.",
        when=batches.each_call(batches.other_numbers),
        explains=(IMAGES,),
        hint=TABLE,
    ),
    Mistake(
        "float64-images",
        "The numbers are right, but they are float64, which takes twice the memory. The data set gives float32.",
        {"double": True},
        hint="Tensors have a method that makes float32 of any numbers.",
    ),
    Mistake(
        "missing-channel-axis",
        "The axis of the channel is missing: each image should be (1, 28, 28).",
        {"axes": "(28, 28)"},
        hint="An axis of length 1 can be put in at any place of a tensor's shape.",
    ),
    Mistake(
        "channel-axis-last",
        "The axis of the channel comes last. In PyTorch it comes before height and width: (1, 28, 28).",
        {"axes": "(28, 28, 1)"},
        hint="An axis of length 1 can be put in at any place of a tensor's shape.",
    ),
    Mistake(
        "flattened",
        "The images have become rows of 784 numbers. Each should be (1, 28, 28).",
        {"axes": "(784,)"},
        hint="The number of images comes first, then that of the channels, then height and width.",
    ),
    Mistake(
        "loader-without-dataset",
        "It has no .dataset with a length. fit asks for len(loader.dataset): the number of examples.",
        {"has_data_set": False},
        hint="What is returned should keep the data set that it was made with, under the name dataset.",
    ),
    Mistake(
        "used-up",
        "After one epoch it is used up: the second has no batches. Each for over it should begin anew.",
        when=batches.each_call(batches.used_up),
        explains=(SECOND,),
        follows=(ORDER, AGAIN, HAS_DATA_SET),
        hint=ITERABLE,
    ),
    Mistake(
        "sampled-with-replacement",
        "Some examples come more than once in an epoch, and some never. Every example should come once.",
        when=batches.each_call(batches.repeated),
        explains=(FIRST, SECOND),
        follows=(SIZES, *STRANGE),
        hint="torch.randperm(n) has each of the numbers below n once, torch.randint draws each anew.",
    ),
    Mistake(
        "images-altered",
        "Some images are none of the data set's, however their numbers may be scaled.",
        when=batches.each_call(batches.altered),
        explains=(FIRST, SECOND),
        follows=STRANGE,
        hint="Look at one of your images with plot_digits, beside dataset[0][0].",
    ),
    Mistake(
        "changed-between-epochs",
        "The second epoch has the same examples, but other images or labels. An epoch should leave what lies in memory as it is.",
        when=batches.each_call(batches.changed),
        explains=(AGAIN,),
        hint="Operations that end in an underscore, and those like -=, change a tensor in place: next time it is another.",
    ),
    Mistake(
        "labels-left-behind",
        "The images are shuffled, and the labels come as they are stored: they belong to other images.",
        when=batches.each_call(batches.labels_as_stored),
        explains=(LABELS,),
        follows=(AGAIN,),
        hint=ONE_INDEX,
    ),
    Mistake(
        "labels-of-other-images",
        "Images and labels are shuffled apart, each in an order of its own: the labels belong to other images.",
        when=batches.each_call(batches.labels_of_others),
        explains=(LABELS,),
        follows=(AGAIN,),
        hint=ONE_INDEX,
    ),
    Mistake(
        "labels-not-int64",
        "The labels are the right numbers, but not int64, as a loss asks for and as dataset.targets has them.",
        when=batches.each_call(batches.labels_of_another_type),
        explains=(LABELS,),
        hint="dataset.targets needs no preparation.",
    ),
    Mistake(
        "tensors-returned",
        "Tensors came back, not batches. Return something that hands out batches of images and labels when a for walks over it.",
        when=_returned("a tuple of tensors"),
        hint="The given class Batches takes what cuts the batches, and calls it whenever an epoch begins.",
    ),
    Mistake(
        "single-examples",
        "It hands out single examples, one image and its label at a time. Hand out batches of them.",
        when=_returned("yields single examples"),
        hint="A data set gives one example at a time. Batches are whole parts of all images and all labels.",
    ),
    Mistake(
        "no-pairs",
        "A batch is a pair of tensors: its images, then as many labels. Something else came.",
        when=_returned("yields batches of", "yields sequences of", "yields pairs of", "yields images of"),
        hint="Two values behind yield, with a comma between them, make a pair.",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return what hands out the batches.",
        when=observed(RETURNED, lambda got: got is None),
        hint=hints.RETURN,
    ),
    Mistake(
        "list-for-iterator",
        "A for was given all batches together, not one after the other: what begins an epoch must be an iterator, not a list.",
        when=raises("TypeError", *(f"iter() returned non-iterator of type '{kind}'" for kind in ("list", "tuple"))),
        hint="A function with yield in it gives an iterator. iter() makes one of a list.",
    ),
    Mistake(
        "uint8-for-index",
        "A tensor of type uint8 in square brackets counts as a mask of what to keep. To look values up, make an int64 of it.",
        when=batches.uint8_index,
        hint="Tensors have a method that makes int64 of whole numbers. NumPy's arrays take any whole numbers as an index.",
    ),
    Mistake(
        "transform-of-a-tensor",
        "The transform was given a tensor. It takes a PIL image, which Image.fromarray makes of an array.",
        when=raises("TypeError", "pic should be PIL Image or ndarray. Got <class 'torch.Tensor'>"),
        hint="A tensor has a method that gives its numbers as a NumPy array, and PIL makes images of those.",
    ),
    Mistake(
        "fixed-number-of-examples",
        "An example beyond the last was asked for: here the data set is smaller than MNIST. Take as many as there are.",
        when=batches.beyond_the_set,
        hint="len(dataset) is the number of its examples.",
    ),
]
