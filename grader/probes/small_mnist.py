"""A small MNIST whose images spell their own number: it is written for a student's code, and read again batch by batch."""

from pathlib import Path

import torch

from digits import idx
from grader.given.images import NUMBER_BITS

MAX_EXAMPLES = 5000  # that are read of a loader, which may be one over other data, or an endless one
UNKNOWN = -1  # in place of the number of an image that is none of the set's
ALIKE = 0.95  # correlation of an image with the one in the set; it is 1 however the values were scaled


class NoPair(Exception):  # noqa: N818 (its text says what came in place of a pair)
    """A batch that is not (images, labels)."""


def raw_images(images: torch.Tensor) -> dict[int, torch.Tensor]:
    """Of uint8 (N, 28, 28): float32 (784,) of each image, by the number that it spells."""
    return dict(zip(_spelled(images), images.flatten(1).float(), strict=True))


def write_mnist(folder: Path, case: dict) -> None:
    """Write `train_images`, `train_labels`, `test_images` and `test_labels`, uint8 (N, 28, 28) and int64 (N,), as raw files."""
    folder.mkdir(parents=True, exist_ok=True)
    for ours, theirs in (("train", "train"), ("test", "t10k")):
        idx.write(folder / f"{theirs}-images-idx3-ubyte", case[f"{ours}_images"].numpy())
        idx.write(folder / f"{theirs}-labels-idx1-ubyte", case[f"{ours}_labels"].byte().numpy())


def has_data_set(loader) -> bool:
    """Whether it has a `.dataset` with a length."""
    return hasattr(getattr(loader, "dataset", None), "__len__")


def is_iterable(value) -> bool:
    """Whether a for can walk over it."""
    return hasattr(value, "__iter__") or hasattr(value, "__getitem__")


def read(loader, raw: dict[int, torch.Tensor]) -> dict:
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
    return {"sizes": sizes, "numbers": _numbers(images, raw), "images": images, "labels": labels}


def _numbers(images: list[torch.Tensor], raw: dict[int, torch.Tensor]) -> list[int]:
    """The numbers of the images in their set, `UNKNOWN` for what is none of these."""
    if len({(image.shape, image.dtype) for image in images}) > 1:
        return [_numbers([image], raw)[0] for image in images]
    if not images or not images[0].numel():
        return [UNKNOWN] * len(images)
    stacked = torch.stack(images)
    pixels, numbers = stacked.reshape(len(images), -1).float(), _spelled(stacked)
    blank = torch.full_like(pixels[0], torch.nan)
    meant = [raw.get(number, blank) for number in numbers]
    alike = _correlation(pixels, torch.stack([each if len(each) == len(blank) else blank for each in meant]))
    return [number if each > ALIKE else UNKNOWN for number, each in zip(numbers, alike.tolist(), strict=True)]


def _correlation(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
    """Of each row (N, P) with its counterpart: (N,), each between -1 and 1, or not a number."""
    one, other = (each.double() - each.double().mean(dim=1, keepdim=True) for each in (one, other))
    return (one * other).sum(dim=1) / (one.norm(dim=1) * other.norm(dim=1))


def _spelled(images: torch.Tensor) -> list[int]:
    """The numbers that images (N, ...) spell in their first pixels, bright for 1 and dark for 0."""
    pixels = images.reshape(len(images), -1).double()
    middle = (pixels.amax(dim=1, keepdim=True) + pixels.amin(dim=1, keepdim=True)) / 2
    bits = (pixels[:, :NUMBER_BITS] > middle).tolist()
    return [sum(1 << place for place, bright in enumerate(each) if bright) for each in bits]


def by_number(epoch: dict, what: str) -> torch.Tensor | None:
    """An epoch's images or labels, by the numbers of their images; None where they do not fit together."""
    order = sorted(range(len(epoch["numbers"])), key=epoch["numbers"].__getitem__)
    values = [epoch[what][place] for place in order]
    return torch.stack(values) if values and len({value.shape for value in values}) == 1 else None
