"""What the engine asks of this course's data: where they are, what they are called, what no submission may read."""

import os
from pathlib import Path

import digits
from coursekit.data import DataError
from digits.data import VARIABLE
from digits.folders import data_folders

VARIABLES = (VARIABLE,)


def find() -> Path:
    """The folder of the digits, downloaded or drawn if need be.

    Raises:
        DataError: there are none; the message says what to do.
    """
    try:
        return digits.data_root()
    except digits.DataError as error:
        raise DataError(str(error)) from None


def name(root: Path) -> str:
    """ "mnist" or "rendered"."""
    return digits.data_name(root)


def secrets() -> list[Path]:
    """Every folder that may hold the test set's labels."""
    return [*data_folders(), *([Path(named)] if (named := os.environ.get(VARIABLE)) else [])]
