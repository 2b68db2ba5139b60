"""Rules for `Mistake.when`: what an exception or an observation says of a mistake."""

from collections.abc import Callable

from ..judge.mistakes import Case, Reply
from .numbers import rounded

Rule = Callable[[list[Reply], list[Case]], bool]
MOST = 1000  # items of a list that a rule looks at


def lower_first(doc: str) -> str:
    """A docstring as the end of a sentence, which the list of sentences shows as the fact of a rule."""
    return doc[:1].lower() + doc[1:]


def raises(kind: str, *any_of: str, all_of: tuple[str, ...] = ()) -> Rule:
    """Some call raised an exception of this type.

    Args:
        kind: name of the exception's class.
        any_of: texts of which its message has at least one; none given, any message will do.
        all_of: texts that its message has all of.
    """

    def fits(reply: Reply) -> bool:
        if reply.error_type != kind:
            return False
        message = reply.error["message"]
        return (not any_of or any(text in message for text in any_of)) and all(text in message for text in all_of)

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return any(map(fits, replies))

    texts = " or ".join(map(repr, any_of)) or " and ".join(map(repr, all_of))
    rule.__doc__ = f"A call raised {kind}" + (f" with {texts} in its message." if texts else ".")
    return rule


def observed(name: str, test: Callable[[object], bool]) -> Rule:
    """Every call gave an observation of this name, of which `test` holds."""

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return all(
            isinstance(reply.value, dict) and name in reply.value and test(reply.value[name]) for reply in replies
        )

    rule.__doc__ = f"Every call gave this observation, of which the rule's test holds: {name}."
    return rule


def once_observed(name: str, test: Callable[[object], bool]) -> Rule:
    """Some call gave an observation of this name, of which `test` holds."""

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        return any(
            isinstance(reply.value, dict) and name in reply.value and test(reply.value[name]) for reply in replies
        )

    rule.__doc__ = f"Some call gave this observation, of which the rule's test holds: {name}."
    return rule


def losses_rounded(pairs: Callable[[Reply, Case], list[tuple[object, float]]]) -> Rule:
    """Every number is the right one or that one rounded, and some are rounded.

    Args:
        pairs: of a call, each number that came back with the right one; [] where it does not tell, and then the rule does not hold.
    """

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        found = list(map(pairs, replies, cases))
        return all(found) and rounded([(got, [right]) for each in found for got, right in each])

    rule.__doc__ = "The right numbers came back, all rounded to the same number of places."
    return rule


def counts(reply: Reply, name: str) -> list[int] | None:
    """An observation that is a short list of whole numbers; None where it is anything else: a reply may hold anything."""
    value = reply.value.get(name) if isinstance(reply.value, dict) else None
    if isinstance(value, list) and len(value) <= MOST and all(type(each) is int for each in value):
        return value
    return None
