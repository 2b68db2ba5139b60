"""What is said of slips that stand in the student's code, as `coursekit.worker.reading` found them."""

from dataclasses import dataclass

MAX_WHAT = 60  # characters of a student's name or code in a sentence


@dataclass(frozen=True)
class Slip:
    """A slip: its slug, the line it stands in, and a sentence that is true of that line."""

    slug: str
    line: int
    because: str

    @property
    def hint(self) -> str:
        """A hint that fits whatever the exercise."""
        return HINTS[self.slug]


# "{what}" is the student's own name or code, "{line}" its line.
SENTENCES = {
    "raise-left": "Line {line}, the exercise's own raise NotImplementedError, still stands: the function stops there. Delete it.",
    "todo-left": "The TODO in line {line} is not filled in yet.",
    "stub-below": "{what} stands here twice, and the last one counts: the stub in line {line}. Delete it.",
    "no-return": "There is no return with a value in {what}: when it ends, it gives back None.",
    "parameters-swapped": "Line {line} has the parameters in another order than the exercise, where they are: {what}.",
    "not-called": "Line {line} names {what} and does not call it: its brackets, (), are missing.",
    "comparison-for-assignment": "Line {line} compares and keeps nothing: {what}. A single = assigns.",
    "result-lost": "Line {line} throws away what {what} returns. It changes nothing in place: keep its result.",
    "unreachable": "Line {line} never runs, for it stands behind a {what} at the same depth.",
    "return-in-loop": "The return in line {line} stands inside the loop, so it ends in its first round that comes there.",
    "context-dropped": "Line {line} makes {what}() and drops it at once. It works behind with, for the lines below it that are indented.",
    "function-overwritten": "Line {line} assigns to {what}, which is a function: it is overwritten, and never called.",
    "minus-behind-equals": "Line {line} reads =-, which assigns something negative to {what}. To subtract from it, write -=.",
    "trailing-comma": "Line {line} ends in a comma, which makes a tuple of one element of {what}.",
    "plus-behind-equals": "Line {line} reads =+, which assigns anew. To add to {what}, write +=.",
    "total-overwritten": "Line {line} sets {what} anew in each round of the loop, so only the last round is kept.",
    "first-batch-again": "Line {line} begins the loader anew in each round: next(iter(...)) gives a first batch every time.",
    "mutable-default": "The default {what} in line {line} is made once, and all calls share it: what one call adds, the next one finds.",
    "no-super-init": "{what}.__init__, line {line}, does not call super().__init__(), which a module needs before its first layer.",
    "missing-self": "Line {line} assigns {what} without self., so it is gone when __init__ ends.",
    "misspelt-init": "Line {line} defines {what}, which Python never calls by itself. The name is __init__, two underscores on each side.",
}
# Shown where the slip is what is said to be the cause: the exercise's own hint may ask for what is done already.
HINTS = {
    "raise-left": "What stands behind a raise never runs. Once that line is gone, it is your own lines that are judged.",
    "todo-left": "A TODO says behind its colon what belongs in its place.",
    "stub-below": "Python reads a file from top to bottom, and of two functions with one name it keeps the last.",
    "no-return": "Whoever calls a function gets what stands behind its return; the docstring says what that is to be.",
    "parameters-swapped": "A call that gives values by their places alone gives them in the order of the function's first line.",
    "not-called": "A function's name alone is the function itself. The brackets behind it are what makes it run.",
    "comparison-for-assignment": "== asks whether two things are equal; = gives a name to something.",
    "result-lost": "Some methods change what they stand at. Others leave it as it is and return something new, which needs a name.",
    "unreachable": "Python goes on elsewhere from there, so nothing below it at the same depth is ever reached.",
    "return-in-loop": "A return that is indented no deeper than its loop comes after all of the loop's rounds.",
    "context-dropped": "A line that begins with the word with opens a block: what is indented below it runs inside.",
    "function-overwritten": "= gives the name to something else. Brackets behind the name would call the function.",
    "minus-behind-equals": "Where a name is changed by something, the sign stands before the =, as in +=.",
    "trailing-comma": "In Python it is the comma that makes a tuple, with brackets around it or without.",
    "plus-behind-equals": "Where a name is changed by something, the sign stands before the =, as in -=.",
    "total-overwritten": "What is to be added up begins before the loop, and grows by += inside of it.",
    "first-batch-again": "A for over the loader itself hands out one batch after the other, until none is left.",
    "mutable-default": "Make it inside the function, so that each call has one of its own.",
    "no-super-init": "That call belongs first into __init__, before any layer is made.",
    "missing-self": "What other methods are to find in the object is kept under a name that begins with self.",
    "misspelt-init": "Count the underscores: two before the word, and two behind it.",
}
AT_THE_END = ("no-return",)  # no cause of an exception: what raises has not come to its end
REACHED = ("raise-left", "stub-below")  # said only where that line was reached


def slips(findings) -> list[Slip]:
    """The sentences of what was found; whatever is no finding is left out."""
    found = []
    for each in findings if isinstance(findings, list) else []:
        kind, line, what = (
            (each.get(name) for name in ("kind", "line", "what")) if isinstance(each, dict) else (None,) * 3
        )
        if kind in SENTENCES and isinstance(line, int) and isinstance(what, str):
            shown = what if len(what) <= MAX_WHAT else what[: MAX_WHAT - 3] + "..."
            found.append(Slip(kind, line, SENTENCES[kind].format(line=line, what=shown)))
    return found


def kinds(findings) -> list[str]:
    """The kinds of all that was found, each once."""
    found = [each.get("kind") for each in findings if isinstance(each, dict)] if isinstance(findings, list) else []
    return list(dict.fromkeys(kind for kind in found if isinstance(kind, str)))
