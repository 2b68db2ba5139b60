"""The rates of the one-cycle policy, as the formula has them and as the usual mistakes would, and how they are compared."""

import math

from coursekit.judge.compare import Meets, describe

BEGIN, END = 1 / 25, 1 / 250_000  # shares of the maximum: at step 0, and at the last
PRECISE, NEAR_ZERO = 1e-4, 2e-7  # what float32 may be off by: a share of the rate, and of the largest rate
DEFAULT = 0.3


def cycle(n_steps: int, warm_up: float, count: int = 0, begin=BEGIN, end=END, peak=None, straight=False) -> list[float]:
    """The rates as shares of the maximum.

    Args:
        n_steps: of the whole cycle.
        warm_up: the share of them until the peak.
        count: how many rates to give; 0 for all of them. Beyond its end the cycle goes on as the formula does.
        begin, end: the shares at step 0 and at the last.
        peak: at which step; None for the right one.
        straight: along straight lines in place of half a cosine.
    """
    peak = warm_up * n_steps - 1 if peak is None else peak
    return phases([(peak, begin, 1.0), (n_steps - 1, 1.0, end)], count or n_steps, straight)


def three_phases(n_steps: int, warm_up: float) -> list[float]:
    """Up, down to where it began, and then to its end, as OneCycleLR has it with three_phase=True."""
    peak = warm_up * n_steps - 1
    return phases([(peak, BEGIN, 1.0), (2 * peak, 1.0, BEGIN), (n_steps - 1, BEGIN, END)], n_steps)


def phases(of: list[tuple[float, float, float]], count: int, straight: bool = False) -> list[float]:
    """So many rates of phases, of which each has its last step, and the rates between which it goes."""
    rates = []
    for step in range(count):
        number = next((number for number, (last, *_) in enumerate(of) if step <= last), len(of) - 1)
        last, start, end = of[number]
        first = of[number - 1][0] if number else 0
        share = (step - first) / (last - first)
        left = 1 - share if straight else (1 + math.cos(math.pi * share)) / 2
        rates.append(end + (start - end) * left)
    return rates


def as_rates(right: list[float | None]) -> Meets:
    """These rates, step by step; where one is None, whatever it is."""

    def test(got) -> bool:
        return isinstance(got, list) and len(got) == len(right) and all(map(near, got, right))

    largest = max(rate for rate in right if rate is not None)

    def near(rate, wanted) -> bool:
        if wanted is None:
            return True
        return isinstance(rate, float) and abs(rate - wanted) <= PRECISE * abs(wanted) + NEAR_ZERO * largest

    return Meets(in_words(right), test, in_words, right)


def in_words(rates) -> str:
    """A few rates, all of them, to four digits."""
    if not isinstance(rates, list) or not all(isinstance(rate, float) for rate in rates):
        return describe(rates)
    return f"[{', '.join(f'{rate:.4g}' for rate in rates[:20])}]"
