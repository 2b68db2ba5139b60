"""Training in a process of its own, which keeps its memory: once a process was told to, that cannot be taken back."""

import contextlib
import multiprocessing
from collections.abc import Callable


class KeepsMemory:
    """Such a process; it ends with this one.

    Args:
        make: called in that process, once its memory is kept; returns what a call then calls. It can be pickled.
    """

    def __init__(self, make: Callable[[], Callable]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        context.Process(target=_serve, args=(other, make), daemon=True).start()

    def __call__(self, *arguments, **options) -> float:
        """What it returns there. Raises EOFError if that process has died."""
        self._pipe.send((arguments, options))
        return self._pipe.recv()


def _serve(pipe, make: Callable[[], Callable]) -> None:
    from digits.memory import keep_memory

    keep_memory()
    run = make()
    with contextlib.suppress(EOFError):  # nobody asks any more
        while True:
            arguments, options = pipe.recv()
            pipe.send(run(*arguments, **options))
