"""One look for every plot of the course: readable by the colour-blind, and in print."""

# Okabe and Ito's palette (https://jfly.uni-koeln.de/color/), told apart by people with any colour vision.
BLACK, ORANGE, SKY, GREEN, YELLOW, BLUE, RED, PINK = (
    "#000000",
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)


def use_style() -> None:
    """Set matplotlib's defaults for this process: the palette, quiet axes, figures sharp enough for a book."""
    import warnings

    import matplotlib.pyplot as plt
    from cycler import cycler

    # A lesson run as a script without a screen (MPLBACKEND=Agg) shows nothing; no need to say so at each plot.
    warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
    plt.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=[BLUE, RED, GREEN, ORANGE, PINK, SKY, BLACK]),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.grid": True,
            "grid.alpha": 0.3,
            "figure.dpi": 110,
            "figure.constrained_layout.use": True,
            "legend.frameon": False,
            "lines.linewidth": 2,
            "image.cmap": "gray",
        }
    )
