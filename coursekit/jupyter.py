"""A notebook's code cells as Python, read as Jupyter reads them: magics, shell lines, help with a question mark.

Every line stays where it is, so that a traceback names the line that the student sees in the cell.
"""

import json
import re
from functools import cache

RUN_THEIR_BODY = {"time", "timeit", "capture", "prun"}  # every other cell magic hands its cell to something else
CELL_MAGIC = re.compile(r"%%(\w+)(?!\S*\?)[ \t]*(.*)")
TARGET = re.compile(r"(?:^|\s)([^\W\d]\w*)\s*$")  # the name at the end of "--no-stderr printed"


def code_cells(text: str) -> list[str]:
    """The sources of a notebook's code cells.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: it is no notebook.
    """
    notebook = json.loads(text)
    old = [cell for sheet in notebook.get("worksheets", []) for cell in sheet["cells"]]  # version 3
    cells = [cell for cell in [*old, *notebook.get("cells", [])] if cell["cell_type"] == "code"]
    if "cells" not in notebook and "worksheets" not in notebook:
        raise ValueError("it has no cells")
    sources = [cell["source"] if "source" in cell else cell["input"] for cell in cells]
    return [source if isinstance(source, str) else "".join(source) for source in sources]


def skipped_by(source: str) -> str:
    """The cell magic, "%%bash", that hands the whole cell to something other than Python; "" if there is none."""
    _, found = _cell_magic(source.splitlines(keepends=True))
    return f"%%{found[1]}" if found and found[1] not in RUN_THEIR_BODY else ""


def translated(source: str) -> str:
    """A cell's source as Python, with as many lines.

    Raises:
        SyntaxError: the cell is more than IPython can take apart.
    """
    lines = source.splitlines(keepends=True)
    number, found = _cell_magic(lines)
    if not found:
        return _translate(source)
    if found[1] not in RUN_THEIR_BODY:
        return "\n" * len(lines)
    name = TARGET.search(found[2]) if found[1] == "capture" else None
    first = f"{name[1]} = get_ipython()\n" if name else "\n"  # %%capture keeps what was printed
    return "\n" * number + first + translated("".join(lines[number + 1 :]))


def _cell_magic(lines: list[str]) -> tuple[int, re.Match | None]:
    """The first line that is neither blank nor a comment, and its cell magic."""
    for number, line in enumerate(lines):
        if line.strip() and not line.lstrip().startswith("#"):
            return number, CELL_MAGIC.match(line)
    return 0, None


def _translate(source: str) -> str:
    lines = source.splitlines(keepends=True)
    blank = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    try:
        code = _manager().transform_cell("".join(lines[blank:])) if lines[blank:] else ""
    except SyntaxError:
        raise
    except Exception as error:  # more than 500 magics in one cell, say
        raise SyntaxError(f"the cell cannot be taken apart ({type(error).__name__})") from None
    return "\n" * blank + code


@cache
def _manager():
    from IPython.core.inputtransformer2 import TransformerManager  # a moment's work, and for notebooks alone

    class LineByLine(TransformerManager):
        """IPython's own, but a magic that goes on over several lines still takes as many."""

        def do_one_token_transform(self, lines):
            changed, new = super().do_one_token_transform(lines)
            missing = len(lines) - len(new)
            if missing > 0:
                place = next(
                    (number for number, pair in enumerate(zip(lines, new, strict=False)) if pair[0] != pair[1]), 0
                )
                new = [*new[: place + 1], *["\n"] * missing, *new[place + 1 :]]
            return changed, new

    return LineByLine()
