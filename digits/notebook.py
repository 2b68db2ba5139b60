"""What a stage file does otherwise when it runs in a notebook: figures show below the cell, and a place is a cell."""

import os
import sys


def in_notebook() -> bool:
    """Whether this runs in a notebook's kernel."""
    return "ipykernel" in sys.modules


def place_of(filename: str, line: int, function: str) -> str:
    """Say where a line of code stands: "file:line", and in a notebook the cell by the number that Jupyter shows at it.

    Args:
        filename: as in a traceback; of a notebook's cell it names a file that is gone.
        line: in that file, or cell, from 1.
        function: the name of the function that the line is in.
    """
    if not in_notebook():
        return f"{filename}:{line}"
    from IPython import get_ipython

    shell = get_ipython()
    numbers = getattr(getattr(shell, "compile", None), "_filename_map", {})  # IPython's own, for "Cell In[3], line 2"
    if filename in numbers:
        return f"cell In[{numbers[filename]}], line {line}, in {function}"
    is_cell = filename.startswith("<") or f"ipykernel_{os.getpid()}" in filename
    return f"in {function}, line {line} of its cell" if is_cell else f"{filename}:{line}"


def show(figure) -> None:
    """Show a matplotlib `figure` below the cell, once; elsewhere nothing happens."""
    if in_notebook():
        from IPython.display import display

        show_figures()
        display(figure)
        _close(figure)


def show_figures() -> None:
    """Let a figure that is a cell's last value show as a picture, once, whether pyplot made it or not."""
    from IPython import get_ipython

    shell = get_ipython()
    formatter = shell.display_formatter.formatters["image/png"] if shell else None
    if formatter is None or _close_shown in shell.events.callbacks["post_execute"]:
        return
    if ("matplotlib.figure", "Figure") not in formatter.deferred_printers and "matplotlib.pyplot" not in sys.modules:
        formatter.for_type_by_name("matplotlib.figure", "Figure", _as_png)
    # First in the line: pyplot's own function then finds no figure to show once more.
    shell.events.callbacks["post_execute"].insert(0, _close_shown)


def _as_png(figure) -> bytes:
    from IPython.core.pylabtools import print_figure

    return print_figure(figure, "png")


def _close_shown() -> None:
    """Close the figure that was shown as a cell's value, so that pyplot does not show it below the cell too."""
    from IPython import get_ipython

    _close(get_ipython().user_ns.get("_"))


def _close(figure) -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot and isinstance(figure, pyplot.Figure):
        pyplot.close(figure)  # nothing happens to a figure that pyplot does not know
