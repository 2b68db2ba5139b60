"""`python -m grader stubs`: write `exercises/`, and the copy that `reset` puts back, from `solutions/`."""

from pathlib import Path

from ..companion.pristine import FOLDER as PRISTINE
from ..holes import MarkerError, make_stub
from ..manifest import stage_files
from ..paths import EXERCISES, ROOT, SOLUTIONS

HELP = "write exercises/ from solutions/ (for course authors)"


def add_arguments(parser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file would change")


def run(arguments) -> int:
    """Write, or compare, all four files in both places; none is written unless all could be made."""
    if not SOLUTIONS.is_dir():
        print(f"There is no {SOLUTIONS}: this is a student edition, its exercises come ready made.")
        return 1
    try:
        stubs = {file: _stub(file) for file in stage_files()}
    except (MarkerError, SyntaxError) as error:
        print(error)
        return 1
    files = {folder / file: stub for folder in (EXERCISES, PRISTINE) for file, stub in stubs.items()}
    stale = [path for path, stub in files.items() if _current(path) != stub]
    if arguments.check:
        for path in stale:
            shown = path.relative_to(ROOT).as_posix()
            print(f"{shown} is not what solutions/{path.name} gives: run python -m grader stubs")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(files[path])
    print(f"exercises/ and grader/pristine/: {len(stale)} of {len(files)} files changed")
    return 0


def _stub(file: str) -> bytes:
    stub = make_stub((SOLUTIONS / file).read_text(encoding="utf-8"), file)
    compile(stub, f"exercises/{file}", "exec")  # a block must not be left empty by its hole
    return stub.encode()


def _current(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
