"""Recognises a mistake by the exception that it causes."""

from collections.abc import Callable

from ..judge.mistakes import Case, Reply


def raises(type: str, text: str) -> Callable[[list[Reply], list[Case]], bool]:
    """A predicate for `Mistake.when`: some call raised an exception of this type, with this text in its message."""
    return lambda replies, cases: any(reply.error_type == type and text in reply.error["message"] for reply in replies)
