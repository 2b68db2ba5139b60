"""`python -m grader stubs`: write `exercises/` from `solutions/`."""

from ..holes import MarkerError, make_stub
from ..manifest import stage_files
from ..paths import EXERCISES, SOLUTIONS

HELP = "write exercises/ from solutions/ (for course authors)"


def add_arguments(parser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file would change")


def run(arguments) -> int:
    """Write, or compare, all four files; none is written unless all could be made."""
    if not SOLUTIONS.is_dir():
        print(f"There is no {SOLUTIONS}: this is a student edition, its exercises come ready made.")
        return 1
    try:
        stubs = {file: _stub(file) for file in stage_files()}
    except (MarkerError, SyntaxError) as error:
        print(error)
        return 1
    stale = [file for file, stub in stubs.items() if _current(file) != stub]
    if arguments.check:
        for file in stale:
            print(f"exercises/{file} is not what solutions/{file} gives: run python -m grader stubs")
        return 1 if stale else 0
    EXERCISES.mkdir(exist_ok=True)
    for file in stale:
        (EXERCISES / file).write_bytes(stubs[file])
    print(f"exercises/: {len(stale)} of {len(stubs)} files changed")
    return 0


def _stub(file: str) -> bytes:
    stub = make_stub((SOLUTIONS / file).read_text(encoding="utf-8"), file)
    compile(stub, f"exercises/{file}", "exec")  # a block must not be left empty by its hole
    return stub.encode()


def _current(file: str) -> bytes | None:
    path = EXERCISES / file
    return path.read_bytes() if path.is_file() else None
