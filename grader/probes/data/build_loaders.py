"""1.3 build_loaders."""

import tempfile
from pathlib import Path
from unittest import mock

import torch

from digits import idx
from grader.given.images import NUMBER_BITS

MAX_EXAMPLES = 5000  # that are read of a loader, which may be one over other data, or an endless one


def probe(module, case: dict) -> dict:
    """Build the loaders over a small MNIST that is "downloaded" from the case; read two epochs and the test set."""
    from torchvision.datasets import MNIST

    def download(dataset) -> None:
        if dataset.mirrors is not MNIST.mirrors:  # Fashion-MNIST and its like inherit this method
            raise RuntimeError(f"{type(dataset).__name__} is another data set than MNIST")
        _write_mnist(Path(dataset.raw_folder), case)

    root = Path(tempfile.mkdtemp(dir=Path.cwd()))
    with mock.patch.object(MNIST, "download", download):
        answer = module.build_loaders(str(root) if case["root_as_text"] else root, **case["arguments"])
    if not isinstance(answer, list | tuple) or len(answer) != 2 or not all(map(_is_iterable, answer)):
        return {"what was returned": answer}
    if any(isinstance(each, torch.utils.data.Dataset) for each in answer):
        return {"what was returned": "data sets"}
    train_loader, test_loader = answer
    first, second, test = _read(train_loader), _read(train_loader), _read(test_loader)
    return {
        "what was returned": "two loaders",
        "whether the data lie in root": any(root.rglob("*-ubyte")),
        "the batch sizes of the training loader": first["sizes"],
        "the batch sizes of the test loader": test["sizes"],
        "the examples of the training loader": sorted(first["numbers"]),
        "the examples of its second epoch": sorted(second["numbers"]),
        "the examples of the test loader": sorted(test["numbers"]),
        "the order of the training examples": [first["numbers"], second["numbers"]],
        "the training images": _sorted(first, "images"),
        "the labels of the training images": _sorted(first, "labels"),
        "the test images": _sorted(test, "images"),
        "the labels of the test images": _sorted(test, "labels"),
    }


def _write_mnist(folder: Path, case: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for ours, theirs in (("train", "train"), ("test", "t10k")):
        idx.write(folder / f"{theirs}-images-idx3-ubyte", case[f"{ours}_images"].numpy())
        idx.write(folder / f"{theirs}-labels-idx1-ubyte", case[f"{ours}_labels"].byte().numpy())


def _is_iterable(value) -> bool:
    return hasattr(value, "__iter__") or hasattr(value, "__getitem__")


def _read(loader) -> dict:
    """Read an epoch of a loader: its batch sizes, the numbers that its images spell, the images, the labels."""
    sizes, images, labels = [], [], []
    for batch_images, batch_labels in loader:
        sizes.append(len(batch_images))
        images += list(torch.as_tensor(batch_images))
        labels += list(torch.as_tensor(batch_labels))
        if len(images) >= MAX_EXAMPLES:
            break
    return {"sizes": sizes, "numbers": [_number(image) for image in images], "images": images, "labels": labels}


def _number(image: torch.Tensor) -> int:
    """The number that an image spells in its first pixels, bright for 1 and dark for 0; -1 if it has too few."""
    pixels = image.flatten()[:NUMBER_BITS]
    if len(pixels) < NUMBER_BITS:
        return -1
    middle = (image.max().double() + image.min().double()) / 2
    return sum(1 << place for place, pixel in enumerate(pixels.tolist()) if pixel > middle)


def _sorted(epoch: dict, what: str) -> torch.Tensor | None:
    """An epoch's images or labels, by the numbers of their images."""
    order = sorted(range(len(epoch["numbers"])), key=epoch["numbers"].__getitem__)
    return torch.stack([epoch[what][place] for place in order]) if order else None
