"""Where the time goes: a bar for each way to train, made of its parts."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from digits.style import BLUE, GREEN, ORANGE, SKY

COLOURS = (ORANGE, SKY, BLUE, GREEN)  # neighbours differ in lightness too
WIDE_ENOUGH = 0.06  # of the axes: a narrower part has no room for its share


def time_bars(ways: Mapping[str, Mapping[str, float]], figure: Figure | None = None) -> Figure:
    """Draw the seconds of one or several ways to train, each as a bar of its parts, with each part's share.

    Args:
        ways: by name, seconds by part, as `digits.timing.seconds_by_part` tells them: the same parts for all, four at
            most.
        figure: where to draw; a new Figure if None.

    Returns:
        The Figure, with one axes: a horizontal bar for each way, the first one on top, and a legend of the parts.

    Raises:
        ValueError: there is no way, or their parts differ.
    """
    parts = {tuple(way) for way in ways.values()}
    if len(parts) != 1:
        raise ValueError(f"Bars of time want one way or several with the same parts, not {sorted(parts)}.")
    figure = figure or Figure(figsize=(8, 0.6 * len(ways) + 1.6), layout="constrained")
    axes = figure.subplots()
    longest = max(sum(way.values()) for way in ways.values())
    for row, way in enumerate(ways.values()):
        left, total = 0.0, sum(way.values())
        for (part, seconds), colour in zip(way.items(), COLOURS, strict=False):
            axes.barh(row, seconds, left=left, color=colour, label=part if row == 0 else None)
            if seconds > WIDE_ENOUGH * longest:
                ink = "white" if colour == BLUE else "black"
                axes.text(left + seconds / 2, row, f"{seconds / total:.0%}", ha="center", va="center", color=ink)
            left += seconds
    axes.set_yticks(range(len(ways)), ways)
    axes.invert_yaxis()
    axes.set_xlabel("seconds of an epoch")
    axes.grid(False, axis="y")
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=4, frameon=False)
    return figure
