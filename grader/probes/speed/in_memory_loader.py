"""5.1 in_memory_loader."""

import tempfile
from pathlib import Path
from time import perf_counter

import torch

from grader.probes.small_mnist import NoPair, by_number, has_data_set, is_iterable, raw_images, read, write_mnist

ROUNDS = 3  # of measuring both, one after the other, so that a busy machine is busy for both
EACH = 2  # epochs of the student's loader in a round
CLEAR = 10  # so many times as fast: no need to measure again


def probe(module, case: dict) -> dict:
    """Make a loader of a small MNIST; read two epochs."""
    loader = module.in_memory_loader(_train_set(case), **case["arguments"])
    if loader is None or isinstance(loader, dict) or not is_iterable(loader):
        return {"what was returned": _in_words(loader)}
    if isinstance(loader, tuple) and loader and all(isinstance(each, torch.Tensor) for each in loader):
        return {"what was returned": "a tuple of tensors"}
    raw = raw_images(case["train_images"])
    try:
        first, second = (read(_tensors(loader), raw) for _ in range(2))
    except NoPair as error:
        return {"what was returned": f"something that yields {error}"}
    return {
        "what was returned": "a loader",
        "the batch sizes": first["sizes"],
        "the examples of an epoch": sorted(first["numbers"]),
        "the examples of the next epoch": sorted(second["numbers"]),
        "the order of the examples": [first["numbers"], second["numbers"]],
        "the images": by_number(first, "images"),
        "the labels of the images": by_number(first, "labels"),
        "whether the next epoch has the same images and labels": _same(first, second),
        "whether it has a .dataset with a length": has_data_set(loader),
    }


def speed(module, case: dict) -> dict:
    """Time epochs of the student's loader and of a DataLoader over the same data set; count how often its transform is called."""
    from torch.utils.data import DataLoader

    dataset = _train_set(case)
    ours, theirs = [], []
    loader, plain = module.in_memory_loader(dataset, case["batch_size"]), DataLoader(dataset, case["batch_size"], True)
    for _ in range(ROUNDS):
        ours += [_seconds(loader) for _ in range(EACH)]
        theirs.append(_seconds(plain))
        if min(ours) * CLEAR < min(theirs):
            break
    return {"the speed of an epoch": [min(ours), min(theirs)], "_calls of the transform": _calls(module, case)}


def _train_set(case: dict):
    """torchvision's MNIST over the case's images, with the student's own `build_transform`."""
    from stage1_data import build_transform
    from torchvision.datasets import MNIST

    root = Path(tempfile.mkdtemp(dir=Path.cwd()))
    # A training set alone is none for torchvision.
    rest = {"test_images": case["train_images"][:1], "test_labels": case["train_labels"][:1]}
    write_mnist(root / "MNIST" / "raw", {**rest, **case})
    return MNIST(root, transform=build_transform(mean=case["mean"], std=case["std"]))


def _in_words(value) -> str | None:
    if isinstance(value, dict):
        return "a dictionary"
    return None if value is None else f"something of type {type(value).__name__}"


def _tensors(loader):
    """Yield the batches of a loader, copied, for it may use its memory again; raise NoPair for what is no pair of tensors."""
    for batch in loader:
        if not isinstance(batch, list | tuple):
            raise NoPair(f"batches of type {type(batch).__name__}")
        if len(batch) != 2:
            raise NoPair(f"sequences of {len(batch)}")
        images, labels = batch
        if isinstance(labels, int) or (isinstance(labels, torch.Tensor) and labels.dim() == 0):
            raise NoPair("single examples")
        if not isinstance(images, torch.Tensor) or not isinstance(labels, torch.Tensor):
            raise NoPair(f"pairs of types {type(images).__name__} and {type(labels).__name__}")
        if images.dim() == 0 or len(images) != len(labels):
            raise NoPair(f"images of shape {tuple(images.shape)} with labels of shape {tuple(labels.shape)}")
        yield images.clone(), labels.clone()


def _same(first: dict, second: dict) -> bool | None:
    """Whether two epochs have the same images and labels; None where they have not the same examples."""
    if sorted(first["numbers"]) != sorted(second["numbers"]):
        return None
    pairs = [(by_number(first, what), by_number(second, what)) for what in ("images", "labels")]
    return all(one is not None and other is not None and torch.equal(one, other) for one, other in pairs)


def _seconds(loader) -> float:
    """How long it takes to walk over a loader once."""
    begin = perf_counter()
    for _ in loader:
        pass
    return perf_counter() - begin


class _Counted:
    """A transform that counts its calls, and is otherwise as it was."""

    def __init__(self, transform) -> None:
        self._transform, self.calls = transform, 0

    def __call__(self, image):
        self.calls += 1
        return self._transform(image)

    def __getattr__(self, name: str):
        return getattr(self._transform, name)


def _calls(module, case: dict) -> list[int] | None:
    """How often the transform is called to make a loader, and in its second epoch; None if it does not work with one that counts."""
    try:
        dataset = _train_set(case)
        dataset.transform = counted = _Counted(dataset.transform)
        loader = module.in_memory_loader(dataset, case["batch_size"])
        made = counted.calls
        _seconds(loader)
        first = counted.calls
        _seconds(loader)
        return [made, counted.calls - first]
    except Exception:
        return None
