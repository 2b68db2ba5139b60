"""My test set: drawings that were labelled and kept, in MNIST's own layout, so that whatever reads MNIST reads them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from digits import idx
from digits.aside import locked, written_aside
from digits.check import IMAGE_SIDE, SPLITS, images_file, labels_file

if TYPE_CHECKING:
    import numpy as np

WAYS = {"mnist": "", "shrunk": "shrunk"}  # how a drawing was prepared, and the folder below the root that keeps it
PIXELS = IMAGE_SIDE * IMAGE_SIDE
NOTE = """My own digits, drawn with `python -m digits draw`.

Here each is prepared as MNIST prepares it; in the folder shrunk, the same drawings are just shrunk.
Both are folders as torchvision.datasets.MNIST(root, train=False) reads them. The files that begin with "train" hold the same
digits again, only because MNIST has four files: do not train on them what you mean to test with them.
"""


class KeptError(RuntimeError):
    """The kept drawings can't be used; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True)
class Kept:
    """Drawings in the order in which they were kept.

    Attributes:
        labels: what each was meant to be, uint8 (N,).
        pictures: for each of WAYS, uint8 (N, 28, 28), 0 the paper and 255 the ink.
    """

    labels: "np.ndarray"
    pictures: dict[str, "np.ndarray"]

    def names(self) -> list[str]:
        """A name for each drawing, which no other at its place would have."""
        return [
            hashlib.sha256(self.pictures["mnist"][i].tobytes() + bytes([self.labels[i], i % 256])).hexdigest()[:16]
            for i in range(len(self.labels))
        ]


def load(root: Path) -> Kept:
    """What is kept in `root`; nothing, if there is no such folder.

    Raises KeptError if there is something else, or it is damaged.
    """
    import numpy as np

    root = Path(root)
    if not root.exists() or (root.is_dir() and not any(root.iterdir())):
        none = np.zeros((0, IMAGE_SIDE, IMAGE_SIDE), dtype=np.uint8)
        return Kept(np.zeros(0, dtype=np.uint8), dict.fromkeys(WAYS, none))
    try:
        labels = idx.read(labels_file(root, "t10k"))
        pictures = {way: idx.read(images_file(root / folder, "t10k")) for way, folder in WAYS.items()}
    except (OSError, ValueError) as error:
        raise KeptError(
            f"The kept drawings in {root} can't be read: {error}. Move that folder away to begin anew."
        ) from error
    wanted = (len(labels), IMAGE_SIDE, IMAGE_SIDE)
    if any(each.shape != wanted for each in pictures.values()) or (labels > 9).any():
        raise KeptError(f"The kept drawings in {root} do not fit each other. Move that folder away to begin anew.")
    return Kept(labels, pictures)


def keep(root: Path, label: int, pictures: dict[str, bytes]) -> None:
    """Add one drawing to those in `root`: its label, 0 … 9, and for each of WAYS its 784 pixels.

    The folder is replaced as a whole: whatever happens, it holds the old drawings or the new ones. Raises ValueError for
    another label or number of pixels, KeptError as `load`, OSError if it can't be written.
    """
    import numpy as np

    if label not in range(10) or set(pictures) != set(WAYS) or any(len(each) != PIXELS for each in pictures.values()):
        raise ValueError(
            f"A kept drawing has a label in 0 … 9, and {PIXELS} pixels prepared in each of {len(WAYS)} ways."
        )
    with _alone(Path(root)):
        old = load(root)
        new = {way: np.frombuffer(each, np.uint8).reshape(1, IMAGE_SIDE, IMAGE_SIDE) for way, each in pictures.items()}
        added = {way: np.concatenate([old.pictures[way], new[way]]) for way in WAYS}
        _write(root, Kept(np.append(old.labels, np.uint8(label)), added))


def forget(root: Path, name: str) -> None:
    """Remove the drawing of that name (of `Kept.names`) from those in `root`; the last one takes the folder with it.

    Raises KeyError if there is none of that name, KeptError as `load`, OSError if it can't be written.
    """
    import numpy as np

    with _alone(Path(root)):
        old = load(root)
        if name not in (names := old.names()):
            raise KeyError(name)
        at = names.index(name)
        _write(
            root, Kept(np.delete(old.labels, at), {way: np.delete(each, at, 0) for way, each in old.pictures.items()})
        )


def _write(root: Path, kept: Kept) -> None:
    with written_aside(root) as aside:
        if not len(kept.labels):
            return  # MNIST without images can't be read: an empty folder says it better
        for way, folder in WAYS.items():
            for split in SPLITS:
                images_file(aside / folder, split).parent.mkdir(parents=True, exist_ok=True)
                idx.write(images_file(aside / folder, split), kept.pictures[way])
                idx.write(labels_file(aside / folder, split), kept.labels)
        (aside / "README.txt").write_text(NOTE, encoding="utf-8")


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps away other pads, and what prepares the data beside them."""
    root.parent.mkdir(parents=True, exist_ok=True)
    with locked(root.parent, waiting=lambda: None):
        yield
