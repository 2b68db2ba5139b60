"""Which examples two loaders hand out, and in what order: how it is compared, told in words, and told from usual mistakes.

Every image spells its number, so that an epoch is a list of numbers; one that is in neither set counts as -1.
"""

import re

from coursekit.judge.compare import Meets, describe
from coursekit.judge.mistakes import Case, Reply
from coursekit.kit.rules import Rule, lower_first

BATCH_SIZES = {"batch_size_train": 64, "batch_size_test": 1000}
FIRST_TEST_NUMBER = 5000
MOST_EXAMPLES = 100_000  # of an epoch that is looked at; MNIST has 60,000
BEYOND = re.compile(r"index (\d{1,9}) is out of bounds for (?:dimension|axis) 0 with size (\d{1,9})$")
LOADERS = {"train": "the training loader", "test": "the test loader"}
EPOCHS = [
    ("train", "the examples of the training loader"),
    ("train", "the examples of its second epoch"),
    ("test", "the examples of the test loader"),
]
SETS = {"train": "training", "test": "test"}
TRAINING, SECOND, TESTED = (name for _, name in EPOCHS)
STEADY = "_whether a training example stays the same"


def batch_sizes(arguments: dict, sizes: str) -> dict[str, int]:
    """What the loaders' batch sizes are, with these arguments of `build_loaders`, as `sizes` says."""
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


def examples(numbers: list[int], which: str, count: int, repeats: bool) -> Meets:
    """The sorted numbers of an epoch: `count` of a set's examples, each once unless `repeats`."""

    def test(got) -> bool:
        if not is_epoch(got) or len(got) != count:
            return False
        some_twice = len(set(got)) < len(got)
        return set(got) <= set(numbers) and some_twice == repeats

    example = [*numbers[: count - 1], numbers[0]] if repeats else numbers[:count]
    return Meets(f"each of the {len(numbers)} {SETS[which]} examples once", test, _examples_in_words, example)


def is_epoch(got) -> bool:
    """Whether these can be the numbers of an epoch's examples."""
    return isinstance(got, list) and len(got) <= MOST_EXAMPLES and all(isinstance(each, int) for each in got)


def _examples_in_words(got) -> str:
    """How many examples of each set there are, and images of neither; only an example can come twice."""
    if not is_epoch(got):
        return describe(got)
    tests = sum(number >= FIRST_TEST_NUMBER for number in got)
    trains = sum(number >= 0 for number in got) - tests
    return in_words(got, {"training example": trains, "test example": tests}, "in neither set")


def in_words(numbers: list[int], counted: dict[str, int], elsewhere: str) -> str:
    """How many there are of each kind, how many come again, and how many images are `elsewhere`."""
    known = [number for number in numbers if number >= 0]
    strange, again = len(numbers) - len(known), len(known) - len(set(known))
    parts = [f"{count} {name}{'' if count == 1 else 's'}" for name, count in counted.items() if count]
    if again:
        parts.append(f"{again} of them {'a repeat' if again == 1 else 'repeats'}")
    if strange:
        parts.append(f"{strange} image{'' if strange == 1 else 's'} that {'is' if strange == 1 else 'are'} {elsewhere}")
    return ", ".join(parts) or "none"


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
    if not isinstance(got, list) or len(got) != 2 or not all(map(is_epoch, got)):
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


def each_epoch(test) -> Rule:
    """Every call gave loaders that could be read, and `test(observations, inputs)` holds."""

    def shows(value, inputs: dict) -> bool:
        read = isinstance(value, dict) and all(is_epoch(value.get(name)) for name in (TRAINING, SECOND, TESTED))
        return read and test(value, inputs)

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return all(shows(reply.value, case.inputs) for reply, case in zip(replies, cases, strict=True))

    rule.__doc__ = "Of every call's loaders: " + lower_first(test.__doc__)
    return rule


def random(value: dict, inputs: dict) -> bool:
    """Whether images of the training loader are in neither set, and one example, asked for twice, gave two images."""
    return _has_strange(value, TRAINING, SECOND) and value.get(STEADY) is False


def altered(value: dict, inputs: dict) -> bool:
    """Whether images of some loader are in neither set, and no example was seen to give two images."""
    return _has_strange(value, TRAINING, SECOND, TESTED) and value.get(STEADY) is not False


def _has_strange(value: dict, *epochs: str) -> bool:
    """Whether one of these epochs has images that are in neither set."""
    return any(number < 0 for name in epochs for number in value[name])


def _is_part(value: dict, inputs: dict) -> bool:
    """Whether both epochs have the same training examples, each once and not all of them."""
    numbers = value[TRAINING]
    return (
        numbers == value[SECOND]
        and 0 < len(numbers) < len(inputs["train_images"])
        and set(numbers) < set(range(len(inputs["train_images"])))
        and len(set(numbers)) == len(numbers)
    )


def split(value: dict, inputs: dict) -> bool:
    """Whether the test loader has training examples that the training loader has not."""
    tested = set(value[TESTED])
    return (
        _is_part(value, inputs)
        and bool(tested)
        and tested <= set(range(len(inputs["train_images"]))) - set(value[TRAINING])
    )


def _cut(value: dict, inputs: dict) -> bool:
    """Whether a part of the training examples is missing, and the test examples are as they should be."""
    return _is_part(value, inputs) and all(number >= FIRST_TEST_NUMBER for number in value[TESTED])


def _more_than_a_batch(replies: list[Reply], cases: list[Case]) -> bool:
    """Some epoch lacks other examples than those of a last batch that was dropped."""
    for reply, case in zip(replies, cases, strict=True):
        sizes, missing = reply.value["the batch sizes of the training loader"], reply.value[TRAINING]
        size = batch_sizes(case.inputs["arguments"], "given")["train"]
        if len(case.inputs["train_images"]) - len(missing) >= size or any(each != size for each in sizes):
            return True
    return False


def left_out(replies: list[Reply], cases: list[Case]) -> bool:
    """Both epochs lack the same training examples, not merely a dropped last batch, and the test examples are right."""
    return each_epoch(_cut)(replies, cases) and _more_than_a_batch(replies, cases)


def both_kinds(value: dict, inputs: dict) -> bool:
    """Whether some epoch has training examples and test examples."""
    kinds = [{number >= FIRST_TEST_NUMBER for number in value[name] if number >= 0} for name in (TRAINING, TESTED)]
    return {True, False} in kinds


def beyond_the_set(replies: list[Reply], cases: list[Case]) -> bool:
    """IndexError: of as many things as there are examples in a set, one beyond the last was asked for."""
    for reply, case in zip(replies, cases, strict=True):
        found = BEYOND.search(reply.error["message"]) if reply.error_type == "IndexError" else None
        if found and int(found[1]) >= int(found[2]) in {len(case.inputs[f"{name}_images"]) for name in SETS}:
            return True
    return False
