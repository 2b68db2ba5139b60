"""Probes of stage 1: pixel statistics, transforms, loaders, grids of images."""

import tempfile
from pathlib import Path
from unittest import mock

import torch

from digits import idx

from ...given import NUMBER_BITS
from ..figures import figure_from

MAX_EXAMPLES = 5000  # that are read of a loader, which may be one over other data, or an endless one


def pixel_stats(module, case: dict) -> dict:
    """Measure images."""
    answer = module.pixel_stats(case["images"].clone())
    values = list(answer) if isinstance(answer, list | tuple) else [answer]
    mean, std = values if len(values) == 2 else (None, None)
    return {
        "the number of values that were returned": 0 if answer is None else len(values),
        "the mean": mean,
        "the standard deviation": std,
        "_returned": answer,
    }


def build_transform(module, case: dict) -> dict:
    """Build a transform, and prepare two PIL images with it."""
    from PIL import Image

    transform = module.build_transform(**case["arguments"])
    if not callable(transform):
        return {"what was returned": transform}
    first, second = (transform(Image.fromarray(image.numpy())) for image in case["images"])
    return {
        "what was returned": "a callable",
        "the first image, transformed": first,
        "the second image, transformed": second,
    }


def build_loaders(module, case: dict) -> dict:
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


def plot_digits(module, case: dict) -> dict:
    """Draw images with captions in a grid, and tell what is to be seen in reading order."""
    arguments = {} if case["columns"] is None else {"columns": case["columns"]}
    figure = figure_from(
        module, lambda: module.plot_digits(case["images"].clone(), list(case["captions"]), **arguments)
    )
    shown = [each for each in figure["axes"] if each["shown"]]
    filled = [each for each in shown if each["images"]]
    rows = [each["row"] for each in filled]
    return {
        "what was returned": figure["type"],
        "whether the figure was shown": figure["shown"],
        "the number of images in each row": [rows.count(row) for row in sorted(set(rows))],
        "the images in reading order": [each["images"][-1]["pixels"] for each in filled],
        "the titles in reading order": [each["title"].strip() for each in filled],
        "whether all images are grey": all(image["grey"] for each in filled for image in each["images"]),
        "whether ticks can be seen": any(each["x_ticks"] or each["y_ticks"] for each in filled),
        "the number of axes that are shown without an image": len(shown) - len(filled),
        "_other texts": [text for each in filled for text in [each["x_label"], each["y_label"], *each["texts"]] if text]
        + figure["texts"],
        "_images per axes": [len(each["images"]) for each in filled],
    }
