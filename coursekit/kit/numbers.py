"""Numbers as a student's code returned them: Python's own, or still those of NumPy, tensors, or text."""

import re

import torch

from ..judge.compare import Meets, same, written_down
from ..wire import Other

FEW_PLACES = range(1, 6)  # behind the decimal point, to which somebody may round


def as_sent(value):
    """A number of NumPy's that is no Python float, such that its type is known to the judge; anything else as it is."""
    if type(value).__module__ != "numpy" or getattr(value, "ndim", None) != 0 or isinstance(value, float):
        return value
    text = repr(value.item())
    return type(f"numpy.{type(value).__name__}", (), {"__repr__": lambda self: text})()  # the wire sends name and text


def numpy_number(value) -> float | None:
    """The number in what `as_sent` made of one of NumPy's; None of anything else."""
    if not isinstance(value, Other) or not value.type.startswith("numpy."):
        return None
    try:
        return float(value.text)
    except ValueError:
        return None


def tensor_number(value) -> float | None:
    """The only number in a tensor; None of anything else."""
    is_number = isinstance(value, torch.Tensor) and value.numel() == 1 and not value.is_complex()
    return float(value) if is_number else None


KINDS = {
    "tensor": (tensor_number, torch.tensor),
    "numpy": (numpy_number, lambda number: Other("numpy.float32", repr(number))),
}
DECIMAL = re.compile(r"(-?\d{1,9}\.(\d{1,5}))%?")
LEAST_DIGITS, LEAST_PLACES = 3, 4  # either of which a rounded number must have: shorter ones tell no mistakes apart


def kept_as(kind: str | None, right, *others: float):
    """What a student returns who has the right number, but of another kind.

    Args:
        kind: a key of `KINDS`, "rounded" or "text"; None for a number as it should be.
        right: the number, or a `Meets` of it.
        others: what would be right too.
    """
    if kind is None:
        return right
    if kind in ("rounded", "text"):
        return _shortened(kind == "text", [written_down(right), *others])
    number_in, make = KINDS[kind]
    return Meets(
        f"a {kind}",
        lambda got: (number := number_in(got)) is not None and same(number, right),
        example=make(written_down(right)),
    )


def _shortened(as_text: bool, rights: list[float]) -> Meets:
    """One of these numbers, rounded, and perhaps made text."""

    def test(got) -> bool:
        if not isinstance(got, str if as_text else float):
            return False
        found = DECIMAL.fullmatch(got.strip() if as_text else repr(got))
        if not found:
            return False
        value, places = float(found[1]), len(found[2])
        if _digits(found[1]) < LEAST_DIGITS and places < LEAST_PLACES:  # 0.043 may be 0.0430, of which the 0 is lost
            places = LEAST_PLACES
        return any(_is_rounded(value, each, places) for each in rights)

    first = rights[0]
    if as_text:
        return Meets("a text", test, example=f"{first:.4f}")
    shorter = (round(first, places) for places in FEW_PLACES)
    seen = (each for each in shorter if test(each) and not any(same(each, right) for right in rights))
    return Meets("a rounded number", test, example=next(seen, first))


def _digits(text: str) -> int:
    """How many digits of a decimal number tell something: not the zeros before the first other one."""
    return len(re.sub(r"^[-0.]*|\.", "", text))


def rounded(*columns: list[tuple[object, list[float]]]) -> bool:
    """Whether the numbers of each column are right or rounded right ones, in one of them at least rounded.

    Args:
        columns: for each number that is returned, over all calls: (what came back, all that would be right).
    """
    places = [_places(column) for column in columns]
    return None not in places and any(each != "all" for each in places)


def _places(column: list[tuple[object, list[float]]]) -> str | int | None:
    """To how many places right numbers were rounded; "all" if they were not, None if they are no right numbers."""
    if not all(isinstance(got, float) for got, _ in column):
        return None
    if all(any(same(got, each) for each in right) for got, right in column):
        return "all"
    fits = (
        places
        for places in FEW_PLACES
        if all(any(_is_rounded(got, each, places) for each in right) for got, right in column)
    )
    return next(fits, None)


def _is_rounded(got: float, right: float, places: int) -> bool:
    """Whether a number has no more than so many places, and is the nearest such number, but for the noise of float32."""
    noise = 1e-6 * max(1.0, abs(right))
    return abs(got - round(got, places)) < 1e-9 and abs(got - right) <= 0.5 * 10**-places + noise
