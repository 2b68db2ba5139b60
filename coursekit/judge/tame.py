"""Bounds what comes back from the worker, before anything is compared: nobody's right answer is that large."""

import torch

from ..wire import Other

MAX_ELEMENTS = 3_000_000  # of a tensor
MAX_ITEMS = 50_000  # of all lists and dicts of an observation together
MAX_TEXT = 10_000  # characters
MAX_DIGITS = 1000  # bits of a whole number


class _TooMuchError(Exception):
    pass


def tamed(observations):
    """The observations of a call, those that are too large replaced by an `Other` that says so."""
    if not isinstance(observations, dict):
        return observations
    return {str(name)[:200]: _tamed(value) for name, value in list(observations.items())[:200]}


def _tamed(value):
    try:
        _count(value, [MAX_ITEMS, MAX_ELEMENTS])
    except _TooMuchError:
        return Other(type(value).__name__, f"something far too large, of type {type(value).__name__}")
    return value


def _count(value, left: list[int]) -> None:
    """Subtract what a value holds from the items and the elements that are left; raise when they are used up."""
    left[0] -= 1
    if isinstance(value, torch.Tensor):
        left[1] -= value.numel()
    elif isinstance(value, str):
        left[1] -= 0 if len(value) <= MAX_TEXT else MAX_ELEMENTS + 1
    elif isinstance(value, int) and value.bit_length() > MAX_DIGITS:
        left[1] = -1
    if min(left) < 0:
        raise _TooMuchError
    if isinstance(value, list | tuple):
        for item in value:
            _count(item, left)
    elif isinstance(value, dict):
        for key, item in value.items():
            _count(key, left)
            _count(item, left)
