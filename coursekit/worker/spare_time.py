"""What a worker does when there is time: between jobs, and beside one on another processor."""

import gc
import importlib
from collections.abc import Callable, Iterator

HAS_TIME = 0.2  # seconds without a job, or of a job, after which there is time for an import
HAS_A_MOMENT = 0.1  # and for a piece of memory


class SpareTime:
    """The steps that can wait until there is time: imports first, then what makes each fork faster.

    Args:
        modules: to import.
        forks: whether jobs are forks of this process.

    Attributes:
        after: seconds without a job, or of a job, after which there is time for the next step; None if there is none.
    """

    def __init__(self, modules: list[str], forks: bool) -> None:
        self._steps = self._all(modules, forks)
        self.after: float | None = next(self._steps, None)

    def use(self, is_over: Callable[[], bool]) -> None:
        """Do step after step until the time is over."""
        while self.after is not None:
            self.after = next(self._steps, None)
            if is_over():
                break

    def _all(self, modules: list[str], forks: bool) -> Iterator[float]:
        """What each step waits for; asked for another, it is done."""
        for name in modules:
            yield HAS_TIME
            gc.disable()
            importlib.import_module(name)
            settle()
        if forks:
            from .huge_pages import gather

            yield HAS_A_MOMENT
            for _ in gather():
                yield HAS_A_MOMENT


def settle() -> None:
    """What was imported stays: to look through it for garbage in a fork would copy it."""
    gc.freeze()
    gc.enable()
