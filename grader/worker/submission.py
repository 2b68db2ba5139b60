"""Imports a submission's stage files, as .py or as .ipynb, straight from their source."""

import ast
import importlib.abc
import importlib.util
import io
import linecache
import sys
import tokenize
from pathlib import Path

from ..manifest import stage_files


def install(folder: Path) -> None:
    """Make `import stage1_data` and its like read the submission; its other modules are importable after ours."""
    sys.meta_path.insert(0, StageFinder(folder))
    sys.path.append(str(folder))


class StageFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the four stage modules in a folder. No .pyc is read or written: only the source counts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find_spec(self, fullname, path=None, target=None):
        if f"{fullname}.py" not in stage_files():
            return None
        for suffix in (".py", ".ipynb"):
            source = self.folder / f"{fullname}{suffix}"
            if source.is_file():
                return importlib.util.spec_from_file_location(fullname, source, loader=self)
        return None

    def exec_module(self, module) -> None:
        path = Path(module.__spec__.origin)
        for name, source in read_cells(path):
            # So that a traceback can show the line, also of a notebook's cell.
            linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
            exec(compile(source, name, "exec"), module.__dict__)


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
    stem = file.removesuffix(".py")
    path = next((path for suffix in (".py", ".ipynb") if (path := folder / f"{stem}{suffix}").is_file()), None)
    if path is None:
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
    """The last definition of a function, ["train_step"], or of a method, ["DigitCNN", "forward"], in a tree; or None."""
    for name in names:
        found = [child for child in ast.iter_child_nodes(node) if getattr(child, "name", None) == name]
        if not found:
            return None
        node = found[-1]  # of several definitions the last one counts
    return node
