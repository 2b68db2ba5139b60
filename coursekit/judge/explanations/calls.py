"""Calls that were refused, and values that cannot be called, taken apart or combined."""

import difflib
import re

from .rules import UNCALLED, Explanation, rule

LISTED = "The names of a function's arguments stand in its documentation, or in its first line where it is your own."


@rule("TypeError", r"missing \d+ required positional arguments?: 'self'")
def _(error, found):
    return Explanation(
        "A method is called on the class itself. Make an object of the class first, with brackets.", "class-not-called"
    )


@rule("TypeError", r"^(?:[\w.<>]+?\.)??(\w+?)(?:\.__init__)?\(\) takes no arguments")
def _(error, found):
    return _class_called(found[1])


@rule(
    "TypeError",
    r"^(?:[\w.<>]+?\.)??_*(\w+?)(?:\.__init__)?\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.*)$",
)
def _(error, found):
    who, missing = found[1], found[2]
    if _graders_call(error, who):
        return _first_line()
    text = f"{who} was called without {missing}, which it needs."
    if error["takes"]:
        text += f" It takes, in this order: {', '.join(error['takes'][:8])}."
    if re.search(r"\(.*\(", error["code"] or "") and "*" not in (error["code"] or ""):
        text += " If one of the values that you gave is a pair, take it apart."
    return Explanation(text, "argument-missing")


@rule(
    "TypeError",
    r"^(?:[\w.<>]+?\.)??_*(\w+?)((?:\.__init__)?)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)",
)
def _(error, found):
    who, takes, given = found[1], int(found[3]), int(found[4])
    if _graders_call(error, who):
        return _first_line()
    if found[2]:  # self counts in Python's words
        takes, given = takes - 1, given - 1
    if found[2] and takes == 0:
        return _class_called(who)
    listed = " If it wants a list, put what you gave it into square brackets." if takes == 1 else ""
    return Explanation(
        f"{who} takes {takes} argument{'' if takes == 1 else 's'} by position, and was given {given}.{listed}",
        "too-many-arguments",
    )


@rule("TypeError", r"^(?:[\w.<>]+?\.)??_*(\w+?)(?:\.__init__)?\(\) got an unexpected keyword argument '(\w+)'")
def _(error, found):
    who, name = found[1], found[2]
    if _graders_call(error, who):
        return _first_line()
    near = _nearest(name, error["takes"] or [])
    if near:
        return Explanation(f"{who} has no argument called {name}. Do you mean {near}?", "misspelt-argument", LISTED)
    known = f" It takes {', '.join(error['takes'][:8])}." if error["takes"] else ""
    return Explanation(f"{who} has no argument called {name}.{known}", "unknown-argument", LISTED)


@rule("TypeError", r"^(?:[\w.<>]+?\.)??_*(\w+?)(?:\.__init__)?\(\) got multiple values for argument '(\w+)'")
def _(error, found):
    if _graders_call(error, found[1]):
        return _first_line()
    return Explanation(f"{found[2]} was given twice: once by its place and once by its name.", "argument-given-twice")


@rule("TypeError", r"descriptor '(\w+)' of 'super' object needs an argument")
def _(error, found):
    return Explanation(
        f"super is a function here that was not called: super().{found[1]}(), with two pairs of brackets.", "not-called"
    )


@rule("TypeError", r"can only concatenate str \(not \"(\w+)\"\) to str")
def _(error, found):
    return Explanation(
        f"A text and a {found[1]} cannot be joined with +. Make a text of the {found[1]} first, with str() or an f-string.",
        "text-plus-number",
    )


@rule("TypeError", r"object of type 'type' has no len\(\)")
def _(error, found):
    return Explanation(
        "A class stands where an object of it belongs: its brackets, (), are missing.", "class-not-called"
    )


@rule("TypeError", r"'(\w+)' object is not callable")
def _(error, found):
    kind = found[1]
    if kind == "module":
        return Explanation(
            "A module was called. What you want to call is inside of it and may have the same name.", "module-called"
        )
    if kind == "Text":
        text = "This name holds a text that stands in the plot. The method that sets it has set_ before its name."
        return Explanation(text, "not-callable")
    text = f"The brackets, (), call what stands before them, and that is no function here but of type {kind}."
    return Explanation(text, "not-callable")


@rule("TypeError", rf"'({'|'.join(UNCALLED)}|type)' object is not (?:subscriptable|iterable)")
def _(error, found):
    return Explanation(
        "A function, or a class, stands there itself. Are its brackets, (), missing? Only they call it, and square ones do not.",
        "not-called",
    )


@rule("TypeError", r"cannot unpack non-iterable (\w+) object")
def _(error, found):
    return Explanation(f"This line takes several values apart, and got a single one, of type {found[1]}.", "not-a-pair")


@rule(
    "ValueError",
    r"too many values to unpack \(expected (\d+)(?:, got (\d+))?\)|not enough values to unpack \(expected (\d+), got (\d+)\)",
)
def _(error, found):
    expected = found[1] or found[3]
    return Explanation(
        f"There are {expected} names to the left of this =, or of this in, and not as many values to its right.",
        "not-a-pair",
    )


@rule("TypeError", r"unsupported operand type\(s\) for ([^:]+): '([\w.]+)' and '([\w.]+)'")
def _(error, found):
    kinds = {found[2], found[3]}
    if kinds & {*UNCALLED, "type"}:
        return Explanation(
            f"One side of {found[1]} is a function itself, or a class. Are its brackets, (), missing?", "not-called"
        )
    if "NoneType" in kinds:
        return Explanation(
            f"One side of {found[1]} is None there: perhaps a function that returns nothing gave it.", "none-used"
        )
    return f"{found[1]} cannot be done with a {found[2]} and a {found[3]}."


@rule("AttributeError TypeError", r"got an unexpected keyword argument '(\w+)'|unexpected keyword argument:? '?(\w+)'?")
def _(error, found):
    return Explanation(
        f"There is no argument called {found[1] or found[2]}. Is it misspelt?", "unknown-argument", LISTED
    )


def _graders_call(error: dict, who: str) -> bool:
    """Whether it was the grader's own call of the exercise's function (or of its class) that failed."""
    return not error["chain"] and who in error["exercise"].split(".")


def _class_called(name: str) -> Explanation:
    text = f"{name} itself was called with a value. Perhaps {name}() with brackets, which makes an object, was meant."
    return Explanation(text, "class-not-called")


def _first_line() -> Explanation:
    return Explanation(
        "The grader calls the function as the exercise gives it, and that did not fit. Is its first line still as the exercise gave it?",
        "first-line-changed",
    )


def _nearest(name: str, names: list[str]) -> str | None:
    """The one of `names` that `name` most likely misspells."""
    plain = {each.replace("_", "").lower(): each for each in names}
    near = difflib.get_close_matches(name.replace("_", "").lower(), plain, n=1, cutoff=0.75)
    return plain[near[0]] if near else None
