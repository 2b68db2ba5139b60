"""Finds the first difference between what came back and what was expected, and words it."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import torch

from ..wire import Other

RTOL, ATOL = 1e-4, 1e-5  # float32 sums in another order differ by less; every mistake we know, by far more
YES_NO = {True: "yes", False: "no"}
MOST = 10_000  # elements of a tensor that a test is given where it expects none
LONGEST, DEEPEST = 120, 3  # characters, and lists in lists, of a value in words
WHOLE = 12  # so many numbers are shown, of more their kind alone


@dataclass(frozen=True)
class Difference:
    """The first difference, in words: where, what came back, what was expected."""

    what: str
    got: str
    expected: str


@dataclass(frozen=True)
class Meets:
    """An expectation that is no single value: `test(got)` says whether it is met, `text` puts it in words.

    `say(got)` words what came back, where there are better words than those of `describe`. `example` is a value that
    meets it: what a student who did just this would have returned.
    """

    text: str
    test: Callable[[object], bool]
    say: Callable[[object], str] | None = None
    example: object = None

    def __call__(self, got) -> bool:
        if isinstance(got, torch.Tensor) and got.numel() > MOST and not isinstance(self.example, torch.Tensor):
            return False  # a test that takes it for a list would be at it for minutes
        try:
            return bool(self.test(got))
        except Exception:  # a value of another kind than the test was written for
            return False


def exactly(name: str) -> Meets:
    """This name of something, which in a message needs no quotation marks."""
    return Meets(name, lambda got: got == name, lambda got: got if isinstance(got, str) else describe(got), name)


def first_difference(got, expected, what: str) -> Difference | None:
    """Compare type, then shape, then dtype, then values; `what` names the thing that is compared.

    Sequences are compared item by item, a tuple counts as a list, and an int where a float is expected as that float.
    """
    if isinstance(expected, Meets):
        return None if expected(got) else Difference(what, (expected.say or describe)(got), expected.text)
    if isinstance(expected, torch.Tensor):
        return _tensor_difference(got, expected, what)
    if isinstance(expected, list | tuple):
        return _sequence_difference(got, expected, what)
    if isinstance(expected, dict):
        return _dict_difference(got, expected, what)
    if isinstance(expected, float) and isinstance(got, int | float) and not isinstance(got, bool):
        same = _close(got, expected)
    else:
        same = type(got) is type(expected) and got == expected
    if same:
        return None
    if isinstance(got, bool) and isinstance(expected, bool) and what.startswith("whether "):
        return Difference(what, YES_NO[got], YES_NO[expected])
    return Difference(what, describe(got), describe(expected))


def _close(got: float, expected: float) -> bool:
    try:
        return math.isclose(got, expected, rel_tol=RTOL, abs_tol=ATOL) or (math.isnan(got) and math.isnan(expected))
    except OverflowError:  # an int beyond every float
        return False


def same(got, expected) -> bool:
    """Whether there is no difference."""
    return first_difference(got, expected, "") is None


def written_down(value):
    """A value that is as expected: each `Meets` in it is replaced by its example."""
    if isinstance(value, Meets):
        return value.example
    if isinstance(value, dict):
        return {name: written_down(each) for name, each in value.items()}
    return type(value)(map(written_down, value)) if isinstance(value, list | tuple) else value


def describe(value, depth: int = DEEPEST) -> str:
    """Put a value into a few words."""
    if isinstance(value, torch.Tensor):
        return _describe_tensor(value)
    if isinstance(value, Meets):
        return value.text
    if isinstance(value, Other):
        text = " ".join(re.sub(" at 0x[0-9a-fA-F]+", "", value.text).split())  # in one line
        return f"{text} (of type {value.type})"
    if value is None:
        return "None"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 64:
        return "a very large whole number"
    if isinstance(value, list | tuple):
        inner = "…" if not depth else ", ".join(describe(item, depth - 1) for item in value[:6])
        text = inner + (", …" if len(value) > 6 and depth else "")
        lone = "," if len(value) == 1 else ""
        return _cut(f"[{text}]" if isinstance(value, list) else f"({text}{lone})")
    if isinstance(value, dict):
        return f"a dict of {len(value)}"
    return _cut(repr(value[: 2 * LONGEST] if isinstance(value, str) else value))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "…"


def _describe_tensor(value: torch.Tensor) -> str:
    dtype = str(value.dtype).removeprefix("torch.")
    kind = f"{dtype} tensor of shape {tuple(value.shape)}"
    if value.numel() == 0:
        return f"an empty {kind}"
    kind = f"{'an' if dtype.startswith('i') else 'a'} {kind}"
    if value.numel() > WHOLE:
        return kind
    numbers = ", ".join(f"{number:.6g}" for number in value.flatten().tolist())
    return f"{kind}: {numbers}"


def _tensor_difference(got, expected: torch.Tensor, what: str) -> Difference | None:
    if not isinstance(got, torch.Tensor):
        return Difference(what, describe(got), _describe_tensor(expected))
    if got.shape != expected.shape:
        return Difference(f"the shape of {what}", str(tuple(got.shape)), str(tuple(expected.shape)))
    if got.dtype != expected.dtype:
        return Difference(f"the dtype of {what}", str(got.dtype), str(expected.dtype))
    close = torch.isclose(got.double(), expected.double(), rtol=RTOL, atol=ATOL, equal_nan=True)
    if close.all():
        return None
    index = tuple((~close).nonzero()[0].tolist())
    place = f" at {list(index)}" if index else ""
    off = int((~close).sum())
    more = f" ({off} of {close.numel()} numbers differ)" if close.numel() > 1 else ""
    return Difference(what + place, f"{got[index].item():.6g}{more}", f"{expected[index].item():.6g}")


def _sequence_difference(got, expected, what: str) -> Difference | None:
    if not isinstance(got, list | tuple):
        return Difference(what, describe(got), describe(expected))
    items = zip(got, expected, strict=False)
    pairs = (first_difference(*pair, f"{what}, item {index}") for index, pair in enumerate(items))
    difference = next(filter(None, pairs), None)
    short = _short(got) and _short(expected)
    if (difference and short) or (not difference and len(got) != len(expected)):
        return Difference(what, _describe_whole(got), _describe_whole(expected))
    return difference


def _short(values: list | tuple) -> bool:
    """Whether all of it can be shown: a few plain values."""
    return len(values) <= WHOLE and all(isinstance(value, bool | int | float | str | None) for value in values)


def _describe_whole(values: list | tuple) -> str:
    """All of a short list of plain values; of any other, how many there are."""
    if _short(values):
        return f"[{', '.join(map(describe, values))}]"
    return f"{len(values)} value{'' if len(values) == 1 else 's'}"


def _dict_difference(got, expected: dict, what: str) -> Difference | None:
    if not isinstance(got, dict):
        return Difference(what, describe(got), describe(expected))
    for key, expected_item in expected.items():
        if key not in got:
            return Difference(f"{what}, {key!r}", "nothing of that name", describe(expected_item))
        if difference := first_difference(got[key], expected_item, f"{what}, {key}"):
            return difference
    return None
