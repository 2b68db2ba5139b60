"""1.3 build_loaders."""

import tempfile
from pathlib import Path
from unittest import mock

import torch

from grader.probes.small_mnist import NoPair, by_number, has_data_set, is_iterable, raw_images, read, write_mnist

AGAIN = 20  # times that the data set is asked for the same example: what is tossed up each time shows


def probe(module, case: dict) -> dict:
    """Build the loaders over a small MNIST that is "downloaded" from the case; read two epochs and the test set."""
    from torchvision.datasets import MNIST

    def download(dataset) -> None:
        if dataset.mirrors is not MNIST.mirrors:  # Fashion-MNIST and its like inherit this method
            raise RuntimeError(f"{type(dataset).__name__} is another data set than MNIST")
        write_mnist(Path(dataset.raw_folder), case)

    root = Path(tempfile.mkdtemp(dir=Path.cwd()))
    with mock.patch.object(MNIST, "download", download):
        answer = module.build_loaders(str(root) if case["root_as_text"] else root, **case["arguments"])
    returned = _in_words(answer)
    if returned != "two loaders":
        return {"what was returned": returned}
    train_loader, test_loader = answer
    raw = raw_images(torch.cat([case["train_images"], case["test_images"]]))
    try:
        first, second, test = read(train_loader, raw), read(train_loader, raw), read(test_loader, raw)
    except NoPair as error:
        return {"what was returned": f"loaders whose batches are not pairs, but {error}"}
    return {
        "what was returned": "two loaders",
        "whether the data lie in root": any(root.rglob("*-ubyte")),
        "whether both loaders have a .dataset with a length": all(map(has_data_set, answer)),
        "the batch sizes of the training loader": first["sizes"],
        "the batch sizes of the test loader": test["sizes"],
        "the examples of the training loader": sorted(first["numbers"]),
        "the examples of its second epoch": sorted(second["numbers"]),
        "the examples of the test loader": sorted(test["numbers"]),
        "the order of the training examples": [first["numbers"], second["numbers"]],
        "the training images": by_number(first, "images"),
        "the labels of the training images": by_number(first, "labels"),
        "the test images": by_number(test, "images"),
        "the labels of the test images": by_number(test, "labels"),
        "_whether a training example stays the same": _stays_the_same(train_loader),
    }


def _in_words(answer):
    """What was returned, in words; "two loaders" if it may be just that. None stays None."""
    if answer is None:
        return None
    if not isinstance(answer, list | tuple):
        return "a dictionary" if isinstance(answer, dict) else _kind(answer)
    kinds = list(map(_kind, answer[:10]))
    if len(answer) == 2 and not {"a data set", "an iterator"} & set(kinds) and all(map(is_iterable, answer)):
        return "two loaders"
    return ", ".join(kinds) or "nothing"


def _kind(value) -> str:
    if isinstance(value, torch.utils.data.DataLoader):
        return "a loader"
    if isinstance(value, torch.utils.data.Dataset):
        return "a data set"
    if hasattr(value, "__next__"):
        return "an iterator"
    return "None" if value is None else f"something of type {type(value).__name__}"


def _stays_the_same(loader) -> bool | None:
    """Whether the loader's data set gives the same image whenever it is asked for its first example; None if it has none."""
    try:
        images = [loader.dataset[0][0] for _ in range(AGAIN)]
        return all(torch.equal(images[0], each) for each in images)
    except Exception:  # a data set of another kind
        return None
