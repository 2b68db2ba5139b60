"""What each exercise's verdict depends on in a submission, so that one can tell which exercises a change touches.

A stage file has two kinds of code: the bodies of its functions, which run when a check calls them, and the rest, which
runs whenever the file is imported. An exercise depends on its own body, on every body that it can reach by the names
it mentions, on all that the exercises it requires depend on, and on the rest of each file that comes in on the way: a stage
file, or a student's own module beside them. Comments, docstrings and layout do not count.
"""

import ast
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..course import Course, Exercise
from ..submission import read_cells, stage_source

UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)
NEVER_CALLED = "main"  # the stage at work: no check runs it, unless a file calls it as it is imported


@dataclass
class Outline:
    """One stage file, taken apart."""

    bodies: dict[str, str] = field(default_factory=dict)  # "train_step" or "Net.forward" -> its code, as text
    mentions: dict[str, set[str]] = field(default_factory=dict)  # the names in each body; under "", those in the rest
    rest: str = ""
    imports: set[str] = field(default_factory=set)  # the files beside it that it imports


def fingerprints(course: Course, folder: Path) -> dict[str, str]:
    """A hash for each exercise, by id, of all the code in a submission that its verdict depends on.

    Files that are missing, or that Python cannot read, have fingerprints too.
    """
    outlines = _outlines(course, folder)
    files_of, bodies_of = {}, {}
    for exercise in course.exercises.values():  # what it requires stands before it
        files, bodies = _reach(exercise, outlines)
        for id in exercise.requires:
            files, bodies = files | files_of[id], bodies | bodies_of[id]
        files_of[exercise.id], bodies_of[exercise.id] = files, bodies
    return {
        id: _hash([outlines[file].rest for file in sorted(files_of[id])]
                  + [outlines[file].bodies[name] for file, name in sorted(bodies_of[id])])
        for id in course.exercises
    }  # fmt: skip


def _outlines(course: Course, folder: Path) -> dict[str, Outline]:
    """The outlines of all stage files, and of the student's own modules that those import, by file name."""
    own = {path.name for path in folder.glob("*.py")} - set(course.stage_files)
    files = (*course.stage_files, *sorted(own))
    outlines, left = {}, list(course.stage_files)
    while left:
        file = left.pop()
        path = folder / file if file in own else stage_source(folder, file)
        outlines[file] = _outline(path, _bytes(path), files)
        left += outlines[file].imports - outlines.keys() - set(left)
    return outlines


def imported_stages(path: Path, files: Iterable[str]) -> set[str]:
    """The stage files that one of them imports, as a module or in a function that a check may run; "main" is none.

    Args:
        path: the file.
        files: the names of all stage files.
    """
    return set(_outline(path, _bytes(path), tuple(files)).imports)


def _reach(exercise: Exercise, outlines: dict[str, Outline]) -> tuple[set[str], set[tuple[str, str]]]:
    """The files that are imported for an exercise, and the bodies that it may run, as (file, name)."""
    files = {exercise.file}
    while more := {other for file in files for other in outlines[file].imports} - files:
        files |= more
    everything = [(file, name) for file, outline in outlines.items() for name in outline.bodies]
    names = {name for file in files for name in outlines[file].mentions.get("", ())}
    bodies = {(exercise.file, exercise.name)} & set(everything)
    while True:
        names |= {name for file, body in bodies for name in outlines[file].mentions[body]}
        more = {body for body in everything if names & set(body[1].split("."))} - bodies
        if not more:
            return files, bodies
        bodies |= more


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@lru_cache(maxsize=32)
def _outline(path: Path, data: bytes, files: tuple[str, ...]) -> Outline:
    """Take a file apart; what cannot be read is all rest."""
    try:
        source = "\n".join(text for _, text in read_cells(path))
        return _take_apart(ast.parse(source), files)
    except (*UNREADABLE, OSError):
        return Outline(rest=_hash([data.hex()]))


def _take_apart(tree: ast.Module, files: tuple[str, ...]) -> Outline:
    outline = Outline()
    kept = [node for node in tree.body if not _is_main_guard(node)]
    _take_bodies(kept, "", outline, files)
    rest = ast.Module(body=kept, type_ignores=[])
    outline.rest = ast.dump(rest)
    outline.mentions[""] = _mentions([rest])
    outline.imports |= _imports(kept, files)
    return outline


def _take_bodies(nodes: Iterable[ast.stmt], prefix: str, outline: Outline, files: tuple[str, ...]) -> None:
    """Move the functions' bodies from the tree into the outline."""
    for node in nodes:
        if isinstance(node, ast.ClassDef):
            _take_bodies(node.body, f"{prefix}{node.name}.", outline, files)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            name, body = prefix + node.name, _without_docstring(node.body)
            node.body = []
            outline.bodies[name] = outline.bodies.get(name, "") + ast.dump(ast.Module(body, type_ignores=[]))
            outline.mentions.setdefault(name, set()).update(_mentions(body))
            if name != NEVER_CALLED:
                outline.imports |= _imports(body, files)


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    first = body[0]
    is_text = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return body[1:] if is_text else body


def _is_main_guard(node: ast.stmt) -> bool:
    """Whether a statement does nothing at an import: `if __name__ == "__main__":`, without an else."""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    return ast.unparse(node.test) in ("__name__ == '__main__'", "'__main__' == __name__")


def _mentions(nodes: Iterable[ast.AST]) -> set[str]:
    parts = [part for node in nodes for part in ast.walk(node)]
    names = {part.id for part in parts if isinstance(part, ast.Name)}
    return names | {part.attr for part in parts if isinstance(part, ast.Attribute)}


def _imports(nodes: Iterable[ast.AST], files: tuple[str, ...]) -> set[str]:
    modules = set()
    for part in (part for node in nodes for part in ast.walk(node)):
        if isinstance(part, ast.Import):
            modules |= {alias.name for alias in part.names}
        elif isinstance(part, ast.ImportFrom) and part.module:
            modules.add(part.module)
    return {f"{module}.py" for module in modules} & set(files)


def _hash(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode("utf-8", errors="surrogatepass")).hexdigest()[:16]
