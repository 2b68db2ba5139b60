"""Rules that tell the likely cause of an exception by its type and its message."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """Why something was raised: a sentence, a slug where the cause has a name, and a hint in place of the exercise's first."""

    because: str
    slug: str | None = None
    hint: str = ""


Rule = Callable[[dict, re.Match], Explanation | str | None]
RULES: list[tuple[tuple[str, ...], re.Pattern, Rule]] = []


def rule(types: str, pattern: str):
    """Register what is said of an exception of one of these types whose message has this pattern. The first one counts."""

    def register(say: Rule) -> Rule:
        RULES.append((tuple(types.split()), re.compile(pattern, re.DOTALL), say))
        return say

    return register


# What Python calls functions that stand where their result belongs.
UNCALLED = ("builtin_function_or_method", "method", "function")
