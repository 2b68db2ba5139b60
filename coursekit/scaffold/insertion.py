"""Puts a new row into a table, and a new function into a stage file, and leaves every other character as it is."""

import ast
import re
import tomllib
from itertools import pairwise

HEADER = re.compile(r"\[")  # a table's, at the beginning of a line
CELL = re.compile(r"# %%")
MAIN = "main"


class NoPlaceError(Exception):
    """There is no place for it that is safe to write to; the message says why."""


def with_row(table: str, row: str, after: str) -> str:
    """The table with one more exercise.

    Args:
        table: the text of a course.toml.
        row: what to put in, which begins with [[exercise]].
        after: the id of the exercise to put it behind.

    Raises:
        NoPlaceError: the new text would not say just this; the row must be put in by hand.
    """
    lines = table.splitlines(keepends=True)
    ends = [end for begin, end in tables_of(lines) if after in _ids("".join(lines[begin:end]))]
    if not ends:
        raise NoPlaceError(f"no row has the id {after}")
    end = ends[0]
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1  # what stands before the next header belongs to that
    new = _joined(lines[:end], f"\n{row}", lines[end:])
    rows = _exercises(table)
    place = _ids(table).index(after) + 1
    try:
        same = _exercises(new) == rows[:place] + _exercises(row) + rows[place:]
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise NoPlaceError("the rows cannot be told apart in its text")
    return new


def tables_of(lines: list[str]) -> list[tuple[int, int]]:
    """Where each table of a TOML file begins, with its header, and where the next one's header stands."""
    headers = [number for number, line in enumerate(lines) if HEADER.match(line) and _is_whole(lines[:number])]
    return list(pairwise([*headers, len(lines)]))


def _is_whole(lines: list[str]) -> bool:
    """Whether these lines are a table of their own: a [ that follows is no part of a text of several lines."""
    try:
        tomllib.loads("".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _exercises(text: str) -> list[dict]:
    return tomllib.loads(text).get("exercise", [])


def _ids(text: str) -> list[str]:
    return [row.get("id", "") for row in _exercises(text)]


def with_function(source: str, code: str) -> str:
    """The stage file with more code before its main(), before the cell that announces that, or at the end.

    Raises:
        SyntaxError: the file cannot be read.
    """
    lines = source.splitlines(keepends=True)
    place = _first_of_main(ast.parse(source), len(lines))
    below = place < len(lines)
    while place and below and re.match(r"\s*$|#", lines[place - 1]) and not CELL.match(lines[place - 1]):
        place -= 1  # a comment on main()
    if 0 < place < len(lines) and CELL.match(lines[place - 1]):
        cells = [number for number, line in enumerate(lines[:place]) if CELL.match(line)]
        prose = len(cells) > 1 and "[markdown]" in lines[cells[-2]]
        place = cells[-2] if prose else cells[-1]
    while place and not lines[place - 1].strip():
        place -= 1
    return _joined(lines[:place], f"\n\n{code}", lines[place:] if below else [])


def _first_of_main(tree: ast.Module, end: int) -> int:
    """The index of the line in which main() begins, or else the last `if` about __name__, or else the end."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == MAIN:
            return min(part.lineno for part in (node, *node.decorator_list)) - 1
    guards = [node for node in tree.body if isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)]
    return guards[-1].lineno - 1 if guards else end


def _joined(above: list[str], text: str, below: list[str]) -> str:
    """The three, with the line ends that are there."""
    end = "\r\n" if any(line.endswith("\r\n") for line in above) else "\n"
    if above and not above[-1].endswith("\n"):
        above = [*above[:-1], above[-1] + end]
    return "".join([*above, *(line + end for line in text.splitlines()), *below])


def defined_names(source: str) -> set[str]:
    """All names that a file gives to something outside of functions and classes.

    Raises:
        SyntaxError: the file cannot be read.
    """
    names = set()
    for node in _outside(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _outside(node: ast.AST):
    """All nodes that do not lie in a function or class, those themselves included."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _outside(child)
