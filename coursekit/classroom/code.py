"""Finds in what was handed in the code of one exercise, from its text alone: nothing of it is run, or parsed."""

import ast
import textwrap
from functools import lru_cache
from pathlib import Path

from ..companion.functions import found_by_text
from ..course import Exercise
from ..submission import cells_in, find_definition

MOST_CODE = 20_000  # characters that are looked at
UNREADABLE = "# This file cannot be read as text."
LEFT_OUT = '"""…"""'  # in place of the docstring that was handed out


def code_of(files: dict[str, bytes], exercise: Exercise, shipped: Path) -> str:
    """The code of an exercise as it was handed in.

    Args:
        files: stage files by name; where both are there, the .py counts.
        exercise: whose function is looked for; of several definitions the last one counts.
        shipped: the stage file as it was handed out, whose docstring nobody wants to read forty times.

    Returns:
        The function's lines, without its indent; the whole file where there is none of that name; "" for an exercise with
        nothing to write, and where the file is missing.
    """
    name = next((each for each in (exercise.file, f"{Path(exercise.file).stem}.ipynb") if each in files), None)
    if exercise.nothing_to_write or name is None:
        return ""
    try:
        sources = [cell.source for cell in cells_in(Path(name), files[name])]
    except Exception:  # of whatever somebody wrote; the student's message says what is wrong
        return UNREADABLE
    found = [code for source in sources if (code := found_by_text(source, exercise.name))]
    code = textwrap.dedent((found[-1] if found else "\n".join(sources))[:MOST_CODE]).strip("\n")
    docstring = _docstring(shipped, exercise.name)
    return code.replace(docstring, LEFT_OUT, 1) if docstring else code


@lru_cache(maxsize=100)
def _docstring(shipped: Path, name: str) -> str:
    """The docstring of a function that was handed out, as it reads without the function's indent; "" for none."""
    try:
        text = shipped.read_text(encoding="utf-8")
        node = find_definition(ast.parse(text), name.split("."))
        first = node.body[0]
        if ast.get_docstring(node) is None:
            return ""
    except (OSError, SyntaxError, ValueError, AttributeError, TypeError, IndexError):
        return ""
    lines = text.split("\n")[node.lineno - 1 : first.end_lineno]
    dedented = textwrap.dedent("\n".join(lines)).split("\n")
    return "\n".join(dedented[first.lineno - node.lineno :]).lstrip()
