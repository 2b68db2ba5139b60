"""Reads a submission's stage files, as .py or as .ipynb."""

import ast
import io
import tokenize
from pathlib import Path


def stage_source(folder: Path, file: str) -> Path:
    """The file that counts for a stage: the .py, or else the notebook; it need not exist."""
    path = folder / file
    return path if path.is_file() or not path.with_suffix(".ipynb").is_file() else path.with_suffix(".ipynb")


def twin_notes(folder: Path, files: list[str]) -> list[str]:
    """A line for each stage that has both a .py and a notebook: which of them counts."""
    paths = [folder / file for file in files]
    twins = [path for path in paths if path.is_file() and path.with_suffix(".ipynb").is_file()]
    return [f"{path.name} counts, and {path.stem}.ipynb beside it was not read." for path in twins]


def read_cells(path: Path) -> list[tuple[str, str]]:
    """Read a stage file as [(name for tracebacks, source)]: one piece for a .py, one for each code cell of an .ipynb.

    Raises:
        SyntaxError: the text is not UTF-8, or says that it is in an encoding that Python does not know.
    """
    if path.suffix == ".ipynb":
        return _notebook_cells(path)
    data = path.read_bytes()
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"the file is not in UTF-8 (byte 0x{data[error.start]:02x}): save it with the encoding UTF-8"
        raise SyntaxError(message, (str(path), line, 0, None)) from None
    return [(str(path), io.StringIO(text, newline=None).read())]


def _notebook_cells(path: Path) -> list[tuple[str, str]]:
    import jupytext
    from jupytext.magics import comment_magic

    try:
        notebook = jupytext.reads(path.read_text(encoding="utf-8-sig"), fmt="ipynb")
    except Exception as error:
        message = f"the notebook cannot be read ({type(error).__name__}): save it again in Jupyter"
        raise SyntaxError(message, (str(path), 1, 0, None)) from None
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    pieces = []
    for number, cell in enumerate(cells, start=1):
        lines = comment_magic(cell.source.splitlines(), language="python", global_escape_flag=True)
        pieces.append((f"{path}, code cell {number}", "\n".join(lines) + "\n"))
    return pieces


def where_defined(folder: Path, file: str, name: str) -> dict:
    """Say where a function, or a method as "Class.method", stands: file name and line, as text for "file:line".

    Without a definition the line is 1; without the file it is None.
    """
    path = stage_source(folder, file)
    if not path.is_file():
        return {"file": file, "line": None}
    try:
        for cell, source in read_cells(path):
            node = find_definition(ast.parse(source), name.split("."))
            if node is not None:
                return {"file": Path(cell).name, "line": node.lineno}
    except (SyntaxError, RecursionError, ValueError, MemoryError):
        pass  # importing the file says it better
    return {"file": path.name, "line": 1}


def find_definition(node: ast.AST, names: list[str]) -> ast.AST | None:
    """The last definition of a function, ["train_step"], or of a method, ["Net", "forward"], in a tree; or None."""
    for name in names:
        found = [child for child in ast.iter_child_nodes(node) if getattr(child, "name", None) == name]
        if not found:
            return None
        node = found[-1]  # of several definitions the last one counts
    return node
