"""Exceptions that come of where the code runs: no keyboard, no GPU, limited memory, a file of its own."""

from .rules import rule


@rule("IndentationError TabError SyntaxError", "")
def _(error, found):
    return "Python cannot read the file; the mistake is in that line or just before it."


@rule("EOFError", "")
def _(error, found):
    return "There is nobody to answer input() while the grader runs."


@rule("SystemExit KeyboardInterrupt", "")
def _(error, found):
    return "The code asked Python to exit, so the grader could not see its answer. Does it call exit() or quit()?"


@rule("RuntimeError AssertionError", "CUDA|cuda|NVIDIA")
def _(error, found):
    return "The grader runs on the CPU. Use the device that the function is given, not .cuda()."


@rule("ModuleNotFoundError", "")
def _(error, found):
    return "No such module is installed here, and there is no file of that name beside the stage files."


@rule("FileNotFoundError", "")
def _(error, found):
    return "While it is graded, your code finds the files of its own folder; others of yours may be out of its reach."


@rule("PermissionError", "")
def _(error, found):
    return "While it is graded, your code can write in its working folder only, and not read the course's answers."


@rule("RecursionError", "")
def _(error, found):
    return "A function goes on calling itself without an end."


@rule("MemoryError", "")
def _(error, found):
    return "It asked for more memory than the grader gives it. Is a tensor larger than you meant?"


@rule("*", "can't allocate memory")
def _(error, found):
    return "It asked for more memory than the grader gives it. Is a tensor larger than you meant?"
