"""A short digest of what a submission answered: equal where the values are, so that equal wrong answers can be looked at once."""

import hashlib
import re

import numpy as np
import torch

from ..wire import Other
from .mistakes import Reply

ADDRESS = re.compile(r"0x[0-9a-fA-F]{4,}")  # of an object in memory: another one in each process
MOST_NUMBERS = 3_000_000  # of an answer; of more, shapes alone count
SMALL = 1e-6  # numbers of this size are rounding's
LENGTH = 16  # hexadecimal digits


def answer_of(replies: list[Reply]) -> str:
    """The digest of all that was returned, or raised; "" if there is nothing.

    Whole numbers, texts, types and shapes count exactly; floats rounded, and as a whole, for sums in another order differ
    a little. Evidence, whose name begins with "_", does not count. Two answers of one digest are equal, but for chance.
    """
    if not replies:
        return ""
    digest = _Digest()
    for reply in replies:
        if reply.error:
            digest.add(_said(reply.error))
            continue
        values = reply.value if isinstance(reply.value, dict) else {}
        for name, value in sorted(values.items(), key=lambda item: str(item[0])):
            if not str(name).startswith("_"):
                digest.observe(str(name), value)
    return digest.hex()


def answer_of_error(error: dict) -> str:
    """The digest of an exception: its type, what it says, and the line of code that raised it; not where that stands."""
    digest = _Digest()
    digest.add(_said(error))
    return digest.hex()


def _said(error: dict) -> str:
    return ADDRESS.sub("0x", "\0".join(str(error.get(name) or "").strip() for name in ("type", "message", "code")))


class _Digest:
    def __init__(self) -> None:
        self._made = hashlib.sha256()
        self._left = MOST_NUMBERS

    def hex(self) -> str:
        return self._made.hexdigest()[:LENGTH]

    def add(self, text: str) -> None:
        self._made.update(f"{len(text)}:{text}".encode("utf-8", errors="surrogatepass"))

    def observe(self, name: str, value) -> None:
        """Add an observation: its structure exactly, then all of its floats together."""
        floats: list[np.ndarray] = []
        self.add(name)
        self._walk(value, floats)
        self.add(_rounded(np.concatenate(floats)) if floats else "")

    def _walk(self, value, floats: list[np.ndarray]) -> None:
        if isinstance(value, torch.Tensor):
            self._tensor(value, floats)
        elif isinstance(value, float):
            self.add("float")
            floats.append(np.array([value]))
        elif isinstance(value, list | tuple):
            self.add(f"{type(value).__name__} {len(value)}")
            for each in value:
                self._walk(each, floats)
        elif isinstance(value, dict):
            self.add(f"dict {len(value)}")
            for key, each in value.items():
                self._walk(key, floats)
                self._walk(each, floats)
        elif isinstance(value, Other):
            self.add(f"other {value.type} {ADDRESS.sub('0x', value.text)}")
        else:  # None, bool, int, str
            self.add(f"{type(value).__name__} {value}")

    def _tensor(self, value: torch.Tensor, floats: list[np.ndarray]) -> None:
        self.add(f"{value.dtype} {tuple(value.shape)}")
        self._left -= value.numel()
        if self._left < 0:
            return
        if value.is_floating_point():
            floats.append(value.double().flatten().numpy())
        else:
            self._made.update(value.contiguous().numpy().tobytes())


def _rounded(numbers: np.ndarray) -> str:
    """A few numbers that stand for many: how large they are, and three of their sums, each weighted in another way.

    Rounding each one would part two equal answers wherever one of thousands lies on an edge.
    """
    finite = np.isfinite(numbers)
    others = hashlib.sha256(np.nan_to_num(np.where(finite, 0.0, numbers), nan=2.0, posinf=1.0, neginf=-1.0).tobytes())
    numbers = np.where(finite, numbers, 0.0)
    largest = np.abs(numbers).max(initial=0.0)
    if largest < SMALL:
        return f"0 {others.hexdigest()}"
    places = np.arange(1.0, len(numbers) + 1)
    scaled = numbers / largest  # so that no square is too large for a float
    size = np.sqrt(np.mean(scaled**2))
    weights = (
        np.ones_like(places),
        np.sqrt(len(places)) * np.cos(places),
        np.sqrt(len(places)) * np.sin(2**0.5 * places),
    )
    sums = [round(float(np.mean(scaled * weight) / size), 3) + 0.0 for weight in weights]
    return f"{size * largest:.3e} {sums} {others.hexdigest()}"
