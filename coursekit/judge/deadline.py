"""A job's time limit, which does not run while a busy machine gives the job no processor."""

import time
from collections.abc import Callable

MOST_STARVED = 3.0  # times the limit may be granted on top of it, so that nothing runs for ever
LEAST = 0.05  # seconds that are worth waiting for


class Deadline:
    """Runs out after so many seconds.

    Args:
        seconds: the limit.
        starved: tells for how many seconds, in all, the job was ready to run and had no processor.
    """

    def __init__(self, seconds: float, starved: Callable[[], float]) -> None:
        self._end = time.monotonic() + seconds
        self._starved, self._before = starved, starved()
        self._granted, self._most = 0.0, MOST_STARVED * seconds

    def is_over(self) -> bool:
        """Whether the time has run out; what others took of it is granted first."""
        if time.monotonic() <= self._end:
            return False
        more = min(self._starved() - self._before, self._most) - self._granted
        if more < LEAST:
            return True
        self._granted += more
        self._end += more
        return False
