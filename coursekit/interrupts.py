"""Ctrl-C and its like, put off while they would do harm."""

import contextlib
import signal
import threading
from collections.abc import Iterator

# A closed terminal, or an end asked for by the system, is to the course what Ctrl-C is. Not every system has them all.
ENDINGS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


@contextlib.contextmanager
def interrupts_put_off() -> Iterator[None]:
    """What asks the program to end waits until the block is over; in any thread but the main one nothing is changed.

    For imports of libraries that are written in C: interrupted while they load, they may lose a KeyboardInterrupt, and cannot
    be imported again.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {number: handler for number in ENDINGS if callable(handler := signal.getsignal(number))}
    for number in before:
        signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])
