"""Which digits a run uses: the real MNIST wherever it can be had, else digits drawn here. Never both."""

import os
import sys
from pathlib import Path

from digits import rendered
from digits.aside import locked, sweep
from digits.check import DamagedDataError, DataError, check
from digits.download import DownloadError, download
from digits.folders import data_folders, is_writable

VARIABLE = "DIGITS_DATA"


def data_root() -> Path:
    """The absolute path of a folder that `torchvision.datasets.MNIST(root, download=False)` can read.

    The first of these that there is: the folder named by the environment variable DIGITS_DATA; `data/` in the repo,
    if MNIST is there, whole; a download into it; digits drawn by this package, in `data/rendered`. Where `data/` can't
    be written to, a folder in the user's cache stands in for it. Says in one line on stderr which one it is.

    Raises DataError (a RuntimeError) if DIGITS_DATA names anything but whole data, for a folder that was asked for is
    never replaced by another; and if there is no place to put any.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return _named(Path(named).expanduser().absolute())
    problems = []
    for folder in data_folders():
        if _holds_mnist(folder, problems):
            return _announce(folder, problems)
        if is_writable(folder):
            return _prepare(folder, problems)
        problems.append(f"{folder} can't be written to")
    why = "; ".join(problems) or "this user has no home folder"
    raise DataError(f"There is no place for the data: {why}. Set {VARIABLE} to a folder with MNIST.")


def data_name(root: Path) -> str:
    """The kind of data in `root`: "mnist", or "rendered" if this package drew them. Raises DataError unless whole."""
    check(root)
    return "rendered" if rendered.is_rendered(root) else "mnist"


def _named(root: Path) -> Path:
    try:
        return _announce(root, [f"named by {VARIABLE}"])
    except DataError as error:
        raise type(error)(f"{VARIABLE} can't be used. {error} Or unset {VARIABLE}.") from error


def _holds_mnist(folder: Path, problems: list[str]) -> bool:
    """Whether MNIST lies in `folder`; adds to `problems` if it is there and not whole."""
    try:
        check(folder)
    except DamagedDataError:
        problems.append(f"what was in {folder / 'MNIST'} is damaged or incomplete, and is not used")
        return False
    except DataError:
        return False
    return True


def _prepare(folder: Path, problems: list[str]) -> Path:
    """Put data into `folder`, one process at a time, and announce them."""
    try:
        with locked(folder, waiting=lambda: _say(f"Waiting for another process that prepares the data in {folder} …")):
            if _holds_mnist(folder, []):  # another process has brought it meanwhile
                return _announce(folder, problems)
            sweep(folder)
            try:
                download(folder)
                return _announce(folder, [*problems, "downloaded now"])
            except DownloadError as error:
                problems = [*problems, f"MNIST could not be downloaded: {error}"]
            root = folder / "rendered"
            if not rendered.is_current(root):
                rendered.write(root)
            return _announce(root, problems)
    except OSError as error:
        advice = f"Make room there, or set {VARIABLE} to a folder with MNIST."
        raise DataError(f"The data can't be written to {folder}: {error}. {advice}") from error


def _announce(root: Path, remarks: list[str]) -> Path:
    train_count, test_count = check(root)
    kind = "digits drawn by this course" if rendered.is_rendered(root) else "MNIST"
    remark = f" ({'; '.join(remarks)})" if remarks else ""
    _say(f"Data: {kind}, {train_count:,} training and {test_count:,} test images, in {root}{remark}")
    return root


def _say(line: str) -> None:
    if sys.stderr is not None:
        print(line, file=sys.stderr, flush=True)
