"""Ends a judgement that takes too long: what came back may be costly to compare, by chance or on purpose."""

import contextlib
import ctypes
import threading
import time
from collections.abc import Iterator

SECONDS = 20.0  # of the judge's own work on one exercise; the usual is well under one


class JudgementTooLongError(Exception):
    """Raised in the middle of a judgement, wherever it is."""


class Patience:
    """A time limit on what the present thread does in a `with` block; `paused` while it waits for others.

    Works on every system, and between any two steps of Python's; a single call of a library is not cut short.

    Args:
        seconds: the limit.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._left, self._thread = seconds, threading.get_ident()
        self._stop: threading.Event | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Patience":
        self._begin()
        return self

    def __exit__(self, *exception) -> None:
        self._end()

    @contextlib.contextmanager
    def paused(self) -> Iterator[None]:
        """The block's time does not count; outside of a `with` block of this one, nothing does."""
        if self._stop is None or self._stop.is_set():
            yield
            return
        self._end()
        try:
            yield
        finally:
            self._begin()

    def _begin(self) -> None:
        self._stop, self._since = threading.Event(), time.monotonic()
        threading.Thread(target=self._watch, args=(self._stop, self._left), daemon=True).start()

    def _end(self) -> None:
        with self._lock:  # from here on nothing is raised any more
            self._stop.set()
        self._left = max(0.0, self._left - (time.monotonic() - self._since))

    def _watch(self, stop: threading.Event, seconds: float) -> None:
        if stop.wait(seconds):
            return
        with self._lock:
            if not stop.is_set():
                kind = ctypes.py_object(JudgementTooLongError)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), kind)
