"""`python -m COURSE stubs`: write `exercises/`, and the copy that `reset` puts back, from `solutions/`."""

from pathlib import Path

from ..course import Course
from ..files import save_aside
from ..holes import MarkerError, make_stub


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail if a file would change")


def run(course: Course, arguments) -> int:
    """Write, or compare, all stage files in both places; none is written unless all could be made."""
    if not course.solutions.is_dir():
        print(f"There is no {course.solutions}: this is a student edition, its exercises come ready made.")
        return 1
    try:
        stubs = {file: stub_of(course, file) for file in course.stage_files}
    except (MarkerError, SyntaxError) as error:
        print(error)
        return 1
    files = {
        folder / file: stub for folder in (course.exercises_folder, course.pristine) for file, stub in stubs.items()
    }
    stale = [path for path, stub in files.items() if _current(path) != stub]
    if arguments.check:
        for path in stale:
            shown = path.relative_to(course.root).as_posix()
            print(f"{shown} is not what solutions/{path.name} gives: run python -m {course.name} stubs")
        return 1 if stale else 0
    # The exercises first: whether somebody worked in one, the copy in pristine/ tells.
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        if path.parent == course.exercises_folder and worked_in(course, path):
            copy = save_aside(path, "stubs").relative_to(course.root).as_posix()
            print(f"exercises/{path.name} was worked in: that version is now {copy}")
        path.write_bytes(files[path])
    print(f"exercises/ and {course.name}/pristine/: {len(stale)} of {len(files)} files changed")
    return 0


def worked_in(course: Course, path: Path) -> bool:
    """Whether an exercise file is there, and is not what was written before."""
    now = _current(path)
    return now is not None and now != _current(course.pristine / path.name)


def stub_of(course: Course, file: str) -> bytes:
    """The exercise file that a solution file gives; raises MarkerError, SyntaxError or OSError."""
    stub = make_stub(course, (course.solutions / file).read_text(encoding="utf-8"), file)
    compile(stub, f"exercises/{file}", "exec")  # a block must not be left empty by its hole
    return stub.encode()


def _current(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
