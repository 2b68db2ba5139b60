"""A progress bar for loops that take longer than a breath."""

import os
import sys
from collections.abc import Iterable


def progress(iterable: Iterable | None = None, **options):
    """`tqdm` over `iterable`, with tqdm's own `options` (`desc`, `total`, `unit`, …), written to stderr.

    It shows in a terminal and in a notebook, and stays quiet where its lines would pile up: in a file, a pipe, a
    captured test, or where TQDM_DISABLE is set. It is gone when the loop is done, unless `leave=True`. Where the
    terminal can't show blocks, tqdm draws in ASCII. Either way the loop sees the same items, and what comes back has
    tqdm's methods (`update`, `set_postfix`, `close`).
    """
    notebook = _in_notebook()
    options.setdefault("disable", bool(os.environ.get("TQDM_DISABLE")) or not (notebook or _on_terminal()))
    if notebook and not options["disable"]:
        from tqdm.auto import tqdm  # warns where the notebook can't show its bars
    else:
        from tqdm import tqdm
    options.setdefault("leave", False)
    options.setdefault("dynamic_ncols", True)
    return tqdm(iterable, **options)


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _in_notebook() -> bool:
    """Whether a notebook's kernel runs this process; a kernel's stderr is no terminal, yet a bar shows in it."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")
