"""What is said of code that raised, died or took too long."""

import re
import signal
from pathlib import Path

from ..course import IMPORT_SECONDS
from .process import MOST_MEMORY, MOST_PROCESSES

TOO_MUCH = {
    "too_much_memory": f"It was stopped: all that it started took more than {MOST_MEMORY // 2**30} GiB of memory together.\n"
    "Why       Does a list or a tensor grow in a loop, or is one larger than you meant?",
    "too_many_processes": f"It was stopped: it had started more than {MOST_PROCESSES} processes.\n"
    "Why       Does it start processes in a loop?",
}
FRAME = re.compile(r'^  File "([^"\n]{1,500})", line (\d{1,7}) in ', re.MULTILINE)


def where_it_was(traceback: str, submission: Path, files: list[str]) -> tuple[str, int] | None:
    """The student's innermost line when the time was nearly up, (file name, line); None if it is not known."""
    stems = {Path(name).stem for name in files}
    for path, line in FRAME.findall(traceback[:50_000]):
        if Path(path).parent == submission and re.split(r"[.,]", Path(path).name)[0] in stems:
            return Path(path).name, int(line)
    return None


def too_slow(limit: float, place: tuple[str, int] | None, shown_path) -> str:
    """What is said of code that was stopped; `place` as `where_it_was` gives it."""
    lines = [f"It took longer than {limit:g} seconds, and was stopped."]
    lines += [f"In        {shown_path(place[0])}:{place[1]}, when the time was nearly up"] if place else []
    return "\n".join([*lines, "Why       Most often: a loop that never ends."])


def slow_import(file: str) -> str:
    return (
        f"Importing {file} took longer than {IMPORT_SECONDS:g} seconds, and was stopped.\n"
        "Why       Code outside of functions runs at import. Put what trains or waits into main()."
    )


def how_it_died(number: int) -> str:
    if not number:
        return "The process that ran your code ended before it gave an answer.\nWhy       Does your code call exit(), or os._exit()?"
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    because = {
        "SIGSEGV": "A crash in compiled code, not a Python error. Endless recursion can do that too.",
        "SIGKILL": "The system kills a process so when the memory runs out. Or does your code send such a signal itself?",
    }.get(name, "Does your code, or something that it calls, send that signal?")
    return f"The process that ran your code was ended by {name}.\nWhy       {because}"
