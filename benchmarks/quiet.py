"""When a measurement means something: how much of the machine others took meanwhile, and how far repeats lie apart."""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

OTHERS, STOLEN, SPREAD = 0.10, 0.05, 0.15  # the most that each may be, see below
WORK = (
    "user",
    "nice",
    "system",
    "irq",
    "softirq",
    "interrupt",
    "dpc",
)  # what psutil calls a processor's work, anywhere
CHILDREN_ARE_KNOWN = sys.platform != "win32"  # whether the system tells what a process's ended children worked


@dataclass(frozen=True)
class Load:
    """What happened on the machine besides, as shares of all its processors' time between 0 and 1.

    Attributes:
        others: taken by other programs.
        stolen: taken by other machines on the same host, where this one is virtual and can tell.
    """

    others: float = 0.0
    stolen: float = 0.0

    def too_busy(self) -> str:
        """Why nothing that was measured meanwhile means anything; "" if it does."""
        if self.others > OTHERS:
            return f"other programs took {self.others:.0%} of the processors, more than {OTHERS:.0%}"
        if self.stolen > STOLEN:
            return f"other machines on this host took {self.stolen:.0%} of the processors, more than {STOLEN:.0%}"
        return ""


class Watch:
    """`with Watch() as watch: ...`; afterwards `watch.load` tells what others did meanwhile."""

    load = Load()

    def __enter__(self) -> "Watch":
        self._begin = _clocks()
        return self

    def __exit__(self, *_) -> None:
        passed, work, own, stolen = (now - then for now, then in zip(_clocks(), self._begin, strict=True))
        available = max(passed * (psutil.cpu_count() or 1), 1e-9)
        self.load = Load(max(0.0, work - own) / available, stolen / available)


def _clocks() -> tuple[float, float, float, float]:
    """Seconds: on the clock; worked by all processors; by this process and its children; stolen."""
    all_of_them, this = psutil.cpu_times(), psutil.Process()
    work = sum(getattr(all_of_them, name, 0.0) for name in WORK)
    mine = sum(map(_worked, [this, *this.children(recursive=True)]))
    return time.perf_counter(), work, mine, getattr(all_of_them, "steal", 0.0)


def _worked(process: psutil.Process) -> float:
    """What a process and those of its children that have ended worked, in seconds; 0 of one that has just ended."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system + times.children_user + times.children_system


@dataclass(frozen=True)
class Effort:
    """How many quiet rounds are wanted, and for how many seconds each may be waited for until the machine is quiet."""

    rounds: int
    patience: float = 0.0


def quiet_rounds(
    measure: Callable[[], dict[str, float]], effort: Effort, during: bool = True
) -> tuple[list[dict[str, float]], str]:
    """Measure again and again, until enough rounds were quiet; give up after three times as many.

    Args:
        measure: one round: the measured numbers by name.
        during: whether others are looked for during the round; else in the second before it and the one after, because
            what is measured runs in processes whose time is not told.

    Returns:
        The quiet rounds, and "" or, if they are too few, why.
    """
    quiet, reason = [], ""
    for _ in range(3 * effort.rounds):
        _wait(effort.patience)
        busy = "" if during else _look()
        with Watch() as watch:
            measured = measure()
        busy = busy or (watch.load.too_busy() if during else _look())
        if not busy:
            quiet.append(measured)
        if len(quiet) == effort.rounds:
            return quiet, ""
        reason = busy or reason
    return quiet, f"{len(quiet)} of {3 * effort.rounds} rounds were quiet, too few; in the last of the others {reason}"


def _wait(patience: float) -> None:
    """Wait until others leave the machine alone for a second, or patience ends."""
    end = time.monotonic() + patience
    while time.monotonic() < end and _look():
        pass


def _look() -> str:
    """Why the machine is too busy, as it looks for a second; "" if it is not."""
    with Watch() as watch:
        time.sleep(1)
    return watch.load.too_busy()


def spread(values: list[float]) -> float:
    """How far repeats lie apart: between their quartiles, as a share of their median."""
    if len(values) < 2:
        return 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / statistics.median(values)


def far_apart(values: list[float]) -> str:
    """Why the median of these repeats means nothing; "" if it does."""
    found = spread(values)
    return f"its repeats lie {found:.0%} apart, more than {SPREAD:.0%}" if found > SPREAD else ""
