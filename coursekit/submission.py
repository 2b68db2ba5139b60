"""Reads a submission's stage files, as .py or as .ipynb."""

import ast
import io
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .pieces import Readable

MOST_SOURCE = {".py": 2**20, ".ipynb": 20 * 2**20}  # bytes of a stage file; a notebook holds pictures too


class UnreadableFileError(SyntaxError):
    """A file is no text, or no notebook; the message says what to do."""


@dataclass(frozen=True)
class Cell:
    """A whole .py file, or one code cell of a notebook."""

    name: str  # for tracebacks: the path, of a cell with ", code cell 3" after it
    source: str  # as the student sees it
    number: int = 0  # of the cell, from 1; 0 for a file

    def python(self) -> str:
        """The source as Python, with as many lines.

        Raises:
            SyntaxError: what is only a notebook's cannot be taken apart.
        """
        return _translate_of(self)(self.source)

    def readable(self) -> "Readable":
        """What Python can read of it; raises as `pieces.readable`."""
        from .pieces import readable  # not for `status`

        return readable(self.source, self.name, _translate_of(self))


def _translate_of(cell: Cell) -> Callable[[str], str]:
    if not cell.number:
        return str
    from .jupyter import translated  # for notebooks alone

    return translated


def stage_source(folder: Path, file: str) -> Path:
    """The file that counts for a stage: the .py, or else the notebook; it need not exist."""
    path = folder / file
    return path if path.is_file() or not path.with_suffix(".ipynb").is_file() else path.with_suffix(".ipynb")


def twin_notes(folder: Path, files: list[str]) -> list[str]:
    """A line for each stage that has both a .py and a notebook: which of them counts."""
    paths = [folder / file for file in files]
    return [twin_note(path.name) for path in paths if path.is_file() and path.with_suffix(".ipynb").is_file()]


def twin_note(file: str) -> str:
    """What is said of a stage file that has a notebook beside it."""
    return f"{file} counts, and {Path(file).stem}.ipynb beside it was not read."


def cells_of(path: Path) -> list[Cell]:
    """The cells of a stage file: one of a .py, the code cells of an .ipynb.

    Raises:
        UnreadableFileError: the text is not in UTF-8, nor in the encoding that its first lines name; or it is no notebook.
    """
    return cells_in(path, path.read_bytes())


def cells_in(path: Path, data: bytes) -> list[Cell]:
    """The same of a stage file's bytes; of the path the name alone counts. Raises as `cells_of`."""
    if wide := _wide_encoding(data):
        message = f"it is saved as {wide}: save it as UTF-8"
        raise UnreadableFileError(message, (str(path), None, 0, None))
    if path.suffix == ".ipynb":
        return _notebook_cells(path, data)
    text = _decoded(path, data)
    return [Cell(str(path), io.StringIO(text, newline=None).read())]


def read_cells(path: Path) -> list[tuple[str, str]]:
    """Read a stage file as [(name for tracebacks, Python)]: one piece for a .py, one for each code cell of an .ipynb.

    Raises:
        SyntaxError: as `cells_of` and `Cell.python`.
    """
    return [(cell.name, cell.python()) for cell in cells_of(path)]


def _wide_encoding(data: bytes) -> str:
    """ "UTF-16" where a text is saved in two bytes a character, "UTF-32" for four; or ""."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    start = data[:40]
    every_second_is_zero = len(start) >= 8 and (not any(start[::2]) or not any(start[1::2])) and any(start)
    return "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) or every_second_is_zero else ""


def _decoded(path: Path, data: bytes) -> str:
    """The text of a .py file, as Python itself would read it; raises UnreadableFileError."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
        if not encoding.startswith("utf-8") and not _coding(text):
            raise UnicodeError  # UTF-16 say, to which any bytes are text
        return text
    except Exception:  # of a codec that the file names: not text, unknown, or it raises what it likes
        line, message = _why_undecoded(data)
        raise UnreadableFileError(message, (str(path), line, 0, None)) from None


def _why_undecoded(data: bytes) -> tuple[int, str]:
    """The line, and what to do, of a file that is not in the encoding that it says, or else in UTF-8."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        where = f"byte 0x{data[error.start]:02x} in line {line}"
        return line, f"it is not in UTF-8 ({where}): save it with the encoding UTF-8"
    line, name = _coding(data.decode("utf-8-sig"))
    return line, (
        f"its line {line} names the encoding {name}, in which Python cannot read it: remove that line, "
        "and save it as UTF-8"
    )


def _coding(text: str) -> tuple[int, str] | None:
    """The line, and the name, of the encoding that a text says it is in."""
    lines = enumerate(text.split("\n")[:2], start=1)
    return next(((number, found[1]) for number, line in lines if (found := tokenize.cookie_re.match(line))), None)


def _notebook_cells(path: Path, data: bytes) -> list[Cell]:
    from .jupyter import code_cells

    try:
        sources = code_cells(data.decode("utf-8-sig"))
    except Exception as error:
        message = f"the notebook cannot be read ({type(error).__name__}): save it again in Jupyter"
        raise UnreadableFileError(message, (str(path), None, 0, None)) from None
    return [
        Cell(f"{path}, code cell {number}", source if source.endswith("\n") else f"{source}\n", number)
        for number, source in enumerate(sources, start=1)
    ]


def where_defined(folder: Path, file: str, name: str) -> dict:
    """Say where a function, or a method as "Class.method", stands: file name and line, as text for "file:line".

    Where Python cannot read it, the line is that of the slip. Without a definition the line is 1; without the file it is
    None.
    """
    path = stage_source(folder, file)
    if not path.is_file():
        return {"file": file, "line": None}
    places = [(path.name, 1)]
    try:
        for cell in cells_of(path):
            places += [(Path(cell.name).name, line) for line in _definitions(cell, name)]
    except (SyntaxError, RecursionError, ValueError, MemoryError):
        pass  # importing the file says it better
    return {"file": places[-1][0], "line": places[-1][1]}  # of several definitions the last one counts


def _definitions(cell: Cell, name: str) -> Iterator[int]:
    """The line in which a cell defines a name, and those of slips in pieces that would have."""
    parts = cell.readable()
    found = []
    if (node := find_definition(ast.parse(parts.code), name.split("."))) is not None:
        found.append((node.lineno, node.lineno))
    owners = {name, name.split(".")[0]}
    found += [
        (each.begin + 1, each.error.lineno or each.begin + 1) for each in parts.left_out if owners & set(each.names)
    ]
    yield from (line for _, line in sorted(found))


def find_definition(node: ast.AST, names: list[str]) -> ast.AST | None:
    """The last definition of a function, ["train_step"], or of a method, ["Net", "forward"], in a tree; or None."""
    for name in names:
        found = [child for child in ast.iter_child_nodes(node) if getattr(child, "name", None) == name]
        if not found:
            return None
        node = found[-1]  # of several definitions the last one counts
    return node
