"""Rules for `Mistake.when`: what an exception or an observation says of a mistake."""

from collections.abc import Callable

from ..judge.mistakes import Case, Reply

Rule = Callable[[list[Reply], list[Case]], bool]


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

    return lambda replies, cases: any(map(fits, replies))


def observed(name: str, test: Callable[[object], bool]) -> Rule:
    """Every call gave an observation of this name, of which `test` holds."""
    return lambda replies, cases: all(
        isinstance(reply.value, dict) and name in reply.value and test(reply.value[name]) for reply in replies
    )
