"""Puts one function of a stage file back as it was shipped, and leaves every other byte alone.

Text is handled in lines that keep their own ends. A file that Python cannot parse is searched by its text instead.
"""

import ast
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..submission import find_definition

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)


@dataclass(frozen=True)
class Span:
    """Lines [begin, end) of a file, counted from 0, and what stands before the `def` of the function in them."""

    begin: int
    end: int
    indent: str


def restored(text: str, shipped: str, name: str) -> str | None:
    """The text with the function `name` ("train_step", "Net.forward") as in `shipped`; None if it has none."""
    lines, original = _lines(text), _function(shipped, name)
    results = [_replaced(lines, span, original) for span in _candidates(lines, name)]
    return next((result for result in results if syntax_error(result) is None), results[0] if results else None)


def inserted(text: str, shipped: str, name: str) -> str | None:
    """The text with the missing function `name` put in, before the main guard or at the end of its class.

    None where there is no place for it: the text cannot be parsed, or the class is missing too.
    """
    lines, original, tree = _lines(text), _function(shipped, name), _parsed(text)
    if tree is None:
        return None
    if "." in name:
        owner = find_definition(tree, name.split(".")[:1])
        if owner is None or owner.body[0].lineno == owner.lineno:
            return None
        indent = _indent(lines[owner.body[0].lineno - 1])
        place, before, after = _after_comments(lines, owner.end_lineno, _indent(lines[owner.lineno - 1])), 1, 0
    else:
        guards = [node for node in tree.body if isinstance(node, ast.If)]
        indent, before, after = "", 2, 2 if guards else 0
        place = guards[-1].lineno - 1 if guards else len(lines)
        while place and guards and not lines[place - 1].strip():
            place, after = place - 1, 0  # the blank lines there stay below
    end = _line_end(lines)
    if place and not lines[place - 1].endswith(("\n", "\r")):
        lines[place - 1] += end
    return "".join([*lines[:place], end * before, *_fitted(original, indent, end), end * after, *lines[place:]])


def found_by_text(text: str, name: str) -> str | None:
    """The lines of the function `name`, and of what follows it up to the next definition; None if there is none.

    Nothing is parsed, so this holds for whatever somebody wrote: a parser can be made to end its process.
    """
    lines = _lines(text)
    *_, widest = [None, *_guesses(lines, name)]
    return "".join(lines[widest.begin : widest.end]) if widest else None


def syntax_error(text: str) -> int | None:
    """The number of the line that Python cannot read; None if it can read all."""
    try:
        ast.parse(_without_bom(text))
    except SyntaxError as error:
        return error.lineno or 1
    except UNREADABLE:
        return 1
    return None


def _parsed(text: str) -> ast.Module | None:
    try:
        return ast.parse(_without_bom(text))
    except UNREADABLE:
        return None


def _without_bom(text: str) -> str:
    return text.removeprefix("\ufeff")


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))  # splits at \n, \r and \r\n, as Python does, and keeps them


def _function(shipped: str, name: str) -> tuple[str, list[str]]:
    """A shipped function: its indent, and its lines."""
    lines = _lines(shipped)
    span = next(_candidates(lines, name))
    return span.indent, lines[span.begin : span.end]


def _candidates(lines: list[str], name: str) -> Iterator[Span]:
    """Where the function stands: exactly, if the text can be parsed; else guesses, the narrowest first."""
    tree = _parsed("".join(lines))
    if tree is None:
        yield from _guesses(lines, name)
    elif (node := find_definition(tree, name.split("."))) is not None and isinstance(
        node, ast.FunctionDef | ast.AsyncFunctionDef
    ):
        begin = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
        indent = _indent(lines[node.lineno - 1])
        yield Span(begin, _after_comments(lines, node.end_lineno, indent), indent)


def _after_comments(lines: list[str], end: int, indent: str) -> int:
    """Where a block ends that ends before line `end`, if the deeper comments under it count as well."""
    for number in range(end, len(lines)):
        line = lines[number]
        if line.strip() and not (line.lstrip().startswith("#") and len(_indent(line)) > len(indent)):
            break
        end = number + 1 if line.strip() else end
    return end


def _guesses(lines: list[str], name: str) -> Iterator[Span]:
    owner, _, function = name.rpartition(".")
    inside = (
        [number for number, line in enumerate(lines) if re.match(rf"\ufeff?class\s+{owner}\b", line)] if owner else [0]
    )
    definition = re.compile(
        rf"[ \t]+(async\s+)?def\s+{function}\b" if owner else rf"\ufeff?(async\s+)?def\s+{function}\b"
    )
    found = [number for number, line in enumerate(lines) if inside and number >= inside[-1] and definition.match(line)]
    if not found:
        return
    # A method: of the first class of that name. A function: its last definition, the one that counts.
    begin = found[0] if owner else found[-1]
    indent = _indent(lines[begin])
    for ends in (r"(?![)\]}])", r"(# %%|@|(async\s+)?def\s|class\s|if __name__)"):
        end = begin + 1
        while end < len(lines) and not _ends_block(lines[end], indent, ends):
            end += 1
        while not lines[end - 1].strip():
            end -= 1
        first = begin
        while first and lines[first - 1].startswith(f"{indent}@"):
            first -= 1
        yield Span(first, end, indent)


def _ends_block(line: str, indent: str, pattern: str) -> bool:
    return bool(line.strip()) and len(_indent(line)) <= len(indent) and bool(re.match(pattern, line.lstrip()))


def _replaced(lines: list[str], span: Span, original: tuple[str, list[str]]) -> str:
    fitted = _fitted(original, span.indent, _line_end(lines[span.begin : span.end]))
    if span.begin == 0 and lines[0].startswith("\ufeff"):
        fitted[0] = "\ufeff" + fitted[0]
    return "".join([*lines[: span.begin], *fitted, *lines[span.end :]])


def _fitted(original: tuple[str, list[str]], indent: str, end: str) -> list[str]:
    """A shipped function's lines with the indent and the line ends of the file that they go into."""
    old, lines = original
    return [(indent + line.rstrip("\r\n").removeprefix(old) if line.strip() else "") + end for line in lines]


def _indent(line: str) -> str:
    line = _without_bom(line)
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def _line_end(lines: list[str]) -> str:
    return next((end for line in lines for end in ("\r\n", "\n", "\r") if line.endswith(end)), "\n")
