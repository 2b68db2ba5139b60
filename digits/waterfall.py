"""A waterfall plot: from the time that something took to the time that it takes, one change at a time."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from digits.style import BLUE, GREEN, RED


def waterfall(names: Sequence[str], seconds: Sequence[float], figure: Figure | None = None) -> Figure:
    """Draw what each of several changes gained or cost.

    Args:
        names: of the starting point and of each change, in order; at least two.
        seconds: the time at the starting point and after each change, above 0; as many.
        figure: where to draw; a new Figure if None.

    Returns:
        The Figure, with one axes: from top to bottom a bar for the starting point, one for each change, from the time
        before it to the time after it (green if that is shorter, red if longer), and a last one, "ours".

    Raises:
        ValueError: `names` and `seconds` differ in length, there are fewer than two, or a time is not above 0.
    """
    if len(names) != len(seconds) or len(names) < 2:
        raise ValueError(f"A waterfall wants as many times as names, two or more, not {len(seconds)} for {len(names)}.")
    if not all(time > 0 for time in seconds):
        raise ValueError(f"Times must be above 0: {list(seconds)}.")
    figure = figure or Figure(figsize=(8, 0.5 * len(names) + 1.5), layout="constrained")
    axes = figure.subplots()
    rows = range(len(names) + 1)
    axes.barh(0, seconds[0], color=BLUE)
    for row, (before, after) in enumerate(zip(seconds, seconds[1:], strict=False), start=1):
        axes.barh(row, abs(after - before), left=min(before, after), color=GREEN if after <= before else RED)
        axes.plot([before, before], [row - 1.4, row + 0.4], color="0.6", linewidth=0.8)
    axes.barh(rows[-1], seconds[-1], color=BLUE)
    axes.plot([seconds[-1]] * 2, [rows[-1] - 1.4, rows[-1] + 0.4], color="0.6", linewidth=0.8)

    for row, text, right in zip(rows, _labels(seconds), _right_ends(seconds), strict=True):
        axes.annotate(text, (right, row), xytext=(5, 0), textcoords="offset points", va="center", color="0.2")
    axes.set_yticks(rows, [*names, "ours"])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.22 * max(seconds))  # room for the labels
    axes.set_xlabel("seconds")
    axes.grid(False, axis="y")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def _labels(seconds: Sequence[float]) -> list[str]:
    """What stands beside each bar: a time, the differences, and the time at the end with how many times as fast it is."""
    changes = [after - before for before, after in zip(seconds, seconds[1:], strict=False)]
    signed = [f"{'+' if change > 0 else '−'}{_number(abs(change))} s" for change in changes]
    end = f"{_number(seconds[-1])} s: {_number(seconds[0] / seconds[-1])} × as fast"
    return [f"{_number(seconds[0])} s", *signed, end]


def _right_ends(seconds: Sequence[float]) -> list[float]:
    return [seconds[0], *(max(pair) for pair in zip(seconds, seconds[1:], strict=False)), seconds[-1]]


def _number(value: float) -> str:
    """Two digits that count; all of them in front of the point."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
