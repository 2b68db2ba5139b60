"""1.3 build_loaders."""

import tempfile
from pathlib import Path
from unittest import mock

import torch

from digits import idx
from grader.given.images import NUMBER_BITS

MAX_EXAMPLES = 5000  # that are read of a loader, which may be one over other data, or an endless one
UNKNOWN = -1  # in place of the number of an image that is none of the set's
ALIKE = 0.95  # correlation of an image with the one in the set; it is 1 however the values were scaled
AGAIN = 20  # times that the data set is asked for the same example: what is tossed up each time shows


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
    returned = _in_words(answer)
    if returned != "two loaders":
        return {"what was returned": returned}
    train_loader, test_loader = answer
    raw = _raw_images(case)
    try:
        first, second, test = _read(train_loader, raw), _read(train_loader, raw), _read(test_loader, raw)
    except NoPair as error:
        return {"what was returned": f"loaders whose batches are not pairs, but {error}"}
    return {
        "what was returned": "two loaders",
        "whether the data lie in root": any(root.rglob("*-ubyte")),
        "whether both loaders have a .dataset with a length": all(map(_has_data_set, answer)),
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
        "_whether a training example stays the same": _stays_the_same(train_loader),
    }


class NoPair(Exception):  # noqa: N818 (its text says what came in place of a pair)
    """A batch that is not (images, labels)."""


def _in_words(answer):
    """What was returned, in words; "two loaders" if it may be just that. None stays None."""
    if answer is None:
        return None
    if not isinstance(answer, list | tuple):
        return "a dictionary" if isinstance(answer, dict) else _kind(answer)
    kinds = list(map(_kind, answer[:10]))
    if len(answer) == 2 and not {"a data set", "an iterator"} & set(kinds) and all(map(_is_iterable, answer)):
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


def _has_data_set(loader) -> bool:
    return hasattr(getattr(loader, "dataset", None), "__len__")


def _stays_the_same(loader) -> bool | None:
    """Whether the loader's data set gives the same image whenever it is asked for its first example; None if it has none."""
    try:
        images = [loader.dataset[0][0] for _ in range(AGAIN)]
        return all(torch.equal(images[0], each) for each in images)
    except Exception:  # a data set of another kind
        return None


def _raw_images(case: dict) -> dict[int, torch.Tensor]:
    """The images of both sets by the numbers that they spell."""
    images = torch.cat([case["train_images"], case["test_images"]])
    return {_spelled(image): image.flatten().float() for image in images}


def _write_mnist(folder: Path, case: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for ours, theirs in (("train", "train"), ("test", "t10k")):
        idx.write(folder / f"{theirs}-images-idx3-ubyte", case[f"{ours}_images"].numpy())
        idx.write(folder / f"{theirs}-labels-idx1-ubyte", case[f"{ours}_labels"].byte().numpy())


def _is_iterable(value) -> bool:
    return hasattr(value, "__iter__") or hasattr(value, "__getitem__")


def _read(loader, raw: dict[int, torch.Tensor]) -> dict:
    """Read an epoch of a loader: its batch sizes, the numbers that its images spell, the images, the labels."""
    sizes, images, labels = [], [], []
    for batch in loader:
        if not isinstance(batch, list | tuple):
            raise NoPair(f"of type {type(batch).__name__}")
        if len(batch) != 2:
            raise NoPair(f"sequences of {len(batch)}")
        batch_images, batch_labels = batch
        sizes.append(len(batch_images))
        images += list(torch.as_tensor(batch_images))
        labels += list(torch.as_tensor(batch_labels))
        if len(images) >= MAX_EXAMPLES:
            break
    return {"sizes": sizes, "numbers": [_number(image, raw) for image in images], "images": images, "labels": labels}


def _number(image: torch.Tensor, raw: dict[int, torch.Tensor]) -> int:
    """The number of the image in its set, `UNKNOWN` if it is none of these."""
    pixels = image.flatten().float()
    number = _spelled(image)
    if number not in raw or len(pixels) != len(raw[number]):
        return UNKNOWN
    alike = torch.corrcoef(torch.stack([pixels, raw[number]]))[0, 1]
    return number if alike > ALIKE else UNKNOWN


def _spelled(image: torch.Tensor) -> int:
    """The number that an image spells in its first pixels, bright for 1 and dark for 0."""
    pixels = image.flatten()[:NUMBER_BITS]
    if not len(pixels):
        return UNKNOWN
    middle = (image.max().double() + image.min().double()) / 2
    return sum(1 << place for place, pixel in enumerate(pixels.tolist()) if pixel > middle)


def _sorted(epoch: dict, what: str) -> torch.Tensor | None:
    """An epoch's images or labels, by the numbers of their images; None where they do not fit together."""
    order = sorted(range(len(epoch["numbers"])), key=epoch["numbers"].__getitem__)
    values = [epoch[what][place] for place in order]
    return torch.stack(values) if values and len({value.shape for value in values}) == 1 else None
