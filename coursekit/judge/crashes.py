"""What is said of code that raised, died or took too long."""

import signal

from ..course import IMPORT_SECONDS


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
        "SIGKILL": "It was killed from outside, most likely because the memory ran out.",
    }.get(name, "It was ended from outside of Python.")
    return f"The process that ran your code was ended by {name}.\nWhy       {because}"


def explain(error: dict) -> str:
    """The likely cause of an exception whose cause is not in its own words; "" if there is nothing to add."""
    kind, message = error["type"], error["message"]
    if kind in ("IndentationError", "TabError", "SyntaxError"):
        return "Python cannot read the file; the mistake is in that line or just before it."
    if kind == "EOFError":
        return "There is nobody to answer input() while the grader runs."
    if kind in ("SystemExit", "KeyboardInterrupt"):
        return "The code asked Python to exit, so the grader could not see its answer. Does it call exit() or quit()?"
    if kind in ("RuntimeError", "AssertionError") and any(word in message for word in ("CUDA", "cuda", "NVIDIA")):
        return "The grader runs on the CPU. Use the device that the function is given, not .cuda()."
    if kind == "ModuleNotFoundError":
        return "No such module is installed here, and there is no file of that name beside the stage files."
    if kind == "TypeError" and ("positional argument" in message or "unexpected keyword argument" in message):
        return (
            "A function was called with other arguments than it takes. Is its first line still as the exercise gave it?"
        )
    if kind == "PermissionError":
        return "While it is graded, your code can write in its working folder only, and not read the course's answers."
    if kind == "RecursionError":
        return "A function goes on calling itself without an end."
    if kind == "MemoryError" or "can't allocate memory" in message:
        return "It asked for more memory than the grader gives it. Is a tensor larger than you meant?"
    return ""
