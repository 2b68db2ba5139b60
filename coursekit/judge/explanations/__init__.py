"""The likely causes of exceptions: rules by what they are about. The first rule that fits counts, in this order."""

from . import surroundings, names, calls, tensors  # noqa: F401, I001 (importing them registers their rules)
from .rules import RULES, Explanation

__all__ = ["RULES", "Explanation"]
