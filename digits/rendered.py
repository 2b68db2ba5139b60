"""Digits drawn here, for where there is no network: written like handwriting, stored like MNIST.

python -m digits.rendered --out DIR [--train-size N] [--test-size N] [--seed N]
"""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from digits import idx
from digits.aside import written_aside
from digits.check import DataError, check, images_file, labels_file

if TYPE_CHECKING:
    import numpy as np

TRAIN_SIZE, TEST_SIZE, SEED = 12_000, 2_000, 1998  # 1998: the year of MNIST
VERSION = 1  # of the drawing: another number, and digits drawn before are drawn anew
MARKER = "rendered.json"


def write(root: Path, train_size: int = TRAIN_SIZE, test_size: int = TEST_SIZE, seed: int = SEED) -> None:
    """Draw digits into the folder `root`, in MNIST's layout: `torchvision.datasets.MNIST(root)` reads them.

    All ten digits are equally frequent, in random order. The same arguments draw the same digits; the test set does
    not depend on `train_size`. The folder appears when it is whole, in place of digits drawn there before; anything
    else that lies in `root` is never replaced. Raises ValueError for a size below 1 or a negative seed, DataError if
    something else is in `root`, OSError if it can't be written.
    """
    if train_size < 1 or test_size < 1 or seed < 0:
        raise ValueError(f"Sizes must be 1 or more and the seed 0 or more, not {train_size}, {test_size}, {seed}.")
    root = Path(root)
    if root.exists() and not is_rendered(root) and (not root.is_dir() or any(root.iterdir())):
        raise DataError(f"{root} holds something else than digits drawn by this course. Choose another folder.")
    with written_aside(root) as aside:
        for number, (split, size) in enumerate({"train": train_size, "t10k": test_size}.items()):
            images, labels = draw(size, [seed, number], split)
            images_file(aside, split).parent.mkdir(parents=True, exist_ok=True)
            idx.write(images_file(aside, split), images)
            idx.write(labels_file(aside, split), labels)
        about = {"version": VERSION, "train_size": train_size, "test_size": test_size, "seed": seed}
        (aside / MARKER).write_text(json.dumps(about) + "\n", encoding="utf-8")


def draw(count: int, seed: int | list[int], title: str = "digits") -> tuple["np.ndarray", "np.ndarray"]:
    """`count` digits drawn from `seed`: images uint8 (count, 28, 28), 0 paper, 255 ink; labels uint8 (count,), 0 … 9."""
    import numpy as np

    from digits import pen
    from digits.bar import progress
    from digits.strokes import HANDS, WIDTHS, parse

    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(count) % 10).astype(np.uint8)
    images = np.empty((count, pen.SIDE, pen.SIDE), dtype=np.uint8)
    with progress(total=count, desc=f"Drawing {title}", unit="digit") as bar:
        for digit, hands in HANDS.items():
            places = np.flatnonzero(labels == digit)
            common = np.array([share for share, _ in hands], dtype=float)
            chosen = rng.choice(len(hands), size=len(places), p=common / common.sum())
            for number, (_, hand) in enumerate(hands):
                these = places[chosen == number]
                if len(these):
                    points, curve, pieces = pen.trace(parse(hand))
                    path = curve @ pen.bend(points, WIDTHS[digit], len(these), rng)
                    images[these] = pen.ink(path, pieces, pen.radii(len(these), rng))
                bar.update(len(these))
    return images, labels


def is_rendered(root: Path) -> bool:
    """Whether the digits in `root` were drawn by this package."""
    return (Path(root) / MARKER).is_file()


def is_current(root: Path) -> bool:
    """Whether `root` holds whole digits drawn by this version of the package."""
    try:
        check(root)
        return json.loads((Path(root) / MARKER).read_text(encoding="utf-8"))["version"] == VERSION
    except (DataError, OSError, ValueError, KeyError, TypeError):
        return False


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m digits.rendered", description="Draw digits in MNIST's layout.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder")
    parser.add_argument("--train-size", type=int, default=TRAIN_SIZE, metavar="N", help="default: %(default)s")
    parser.add_argument("--test-size", type=int, default=TEST_SIZE, metavar="N", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="default: %(default)s")
    options = parser.parse_args(arguments)
    try:
        write(options.out, options.train_size, options.test_size, options.seed)
    except (DataError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{options.train_size:,} training and {options.test_size:,} test digits drawn in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
