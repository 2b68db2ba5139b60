"""Whether a folder holds MNIST, whole, in the layout that torchvision reads; and what to say where it doesn't."""

from pathlib import Path

from digits import idx

SPLITS = ("train", "t10k")  # MNIST's own names of the training and the test set
IMAGE_SIDE = 28


class DataError(RuntimeError):
    """The data can't be used or made; the message says what is wrong, where, and what to do."""


class MissingDataError(DataError):
    """There is no such folder."""


class NotMNISTError(DataError):
    """There is a folder, and it holds something else."""


class DamagedDataError(DataError):
    """There is MNIST, and it is not whole."""


def images_file(root: Path, split: str) -> Path:
    """Where torchvision looks for the images of `split` ("train" or "t10k")."""
    return Path(root) / "MNIST" / "raw" / f"{split}-images-idx3-ubyte"


def labels_file(root: Path, split: str) -> Path:
    """Where torchvision looks for the labels of `split` ("train" or "t10k")."""
    return Path(root) / "MNIST" / "raw" / f"{split}-labels-idx1-ubyte"


def check(root: Path) -> tuple[int, int]:
    """The numbers of training and of test images under `root`, if `torchvision.datasets.MNIST(root)` can read them.

    Looks at the four IDX files' headers, lengths and labels, not at the pixels, so it takes a millisecond. Raises
    MissingDataError, NotMNISTError or DamagedDataError, all of them DataError.
    """
    root = Path(root)
    try:
        _check_layout(root)
        train_count, test_count = (_check_split(root, split) for split in SPLITS)
    except OSError as error:
        raise DataError(f"The data in {root} can't be read: {error}. Check the permissions.") from error
    return train_count, test_count


def _check_layout(root: Path) -> None:
    if not root.exists():
        raise MissingDataError(f"There is no folder {root}. Check the path.")
    if not root.is_dir():
        raise NotMNISTError(f"{root} is a file. Name the folder that holds MNIST/raw.")
    files = [named(root, split) for split in SPLITS for named in (images_file, labels_file)]
    missing = [file for file in files if not file.is_file()]
    if len(missing) == len(files):
        raise NotMNISTError(f"{root} does not hold MNIST: there is no {_plain(files[0], root)} in it. {_advice(root)}")
    if missing:
        names = ", ".join(file.name for file in missing)
        raise DamagedDataError(f"MNIST in {root} is incomplete: {names} missing. Delete the folder, or complete it.")


def _advice(root: Path) -> str:
    """What may be meant by a `root` without MNIST/raw in it."""
    name = images_file(root, "train").name
    for above, inner in ((root.parent, root / "raw"), (root.parent.parent, root)):
        if (inner / name).is_file() and images_file(above, "train").is_file():
            return f"Did you mean {above}?"
    if images_file(root, "train").with_name(f"{name}.gz").is_file():
        return "Its files are still packed (.gz): unpack them."
    return "Name the folder that holds MNIST/raw."


def _check_split(root: Path, split: str) -> int:
    images, labels = images_file(root, split), labels_file(root, split)
    image_shape, label_shape = _shape(images, 3), _shape(labels, 1)
    if image_shape[1:] != (IMAGE_SIDE, IMAGE_SIDE):
        raise NotMNISTError(f"{images} is not MNIST: its images are {image_shape[1]}x{image_shape[2]}, not 28x28.")
    count = image_shape[0]
    if count != label_shape[0]:
        raise DamagedDataError(
            f"{images.parent} is damaged: {count:,} images in {images.name}, but {label_shape[0]:,} labels in "
            f"{labels.name}. Delete the folder, or fetch the files again."
        )
    if count == 0:
        raise DamagedDataError(f"{images} is empty. Delete the folder, or fetch the files again.")
    highest = max(labels.read_bytes()[8:])  # 8 bytes of header
    if highest > 9:
        raise NotMNISTError(f"{labels} is not MNIST: it holds the label {highest}, and digits end at 9.")
    return count


def _shape(file: Path, dimensions: int) -> tuple[int, ...]:
    try:
        shape = idx.read_shape(file)
        if len(shape) != dimensions:
            raise ValueError(f"it has {len(shape)} dimensions instead of {dimensions}")
    except ValueError as error:
        raise DamagedDataError(f"{file} is damaged: {error}. Delete its folder, or fetch the files again.") from error
    return shape


def _plain(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
