"""`python -m COURSE sentences`: every sentence that can tell a cause, with the fact that it rests on, as Markdown."""

import ast
import inspect
import textwrap
from collections.abc import Iterator

from ..course import Course
from ..files import replace_file


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--write", action="store_true", help="write docs/sentences.md in place of printing")


def run(course: Course, arguments) -> int:
    """Print the list, or write it into the course's docs."""
    text = list_of_sentences(course)
    if arguments.write:
        path = course.root / "docs" / "sentences.md"
        replace_file(path, text.encode())
        print(f"wrote {path.relative_to(course.root)}")
    else:
        print(text, end="")
    return 0


def list_of_sentences(course: Course) -> str:
    """The list, with a table per source of sentences."""
    parts = ["# What the grader says, and what it rests on", INTRODUCTION.format(name=course.name)]
    parts.append(_table("Slips that stand in the code", SLIPS, list(_slips())))
    parts.append(_table("Exceptions", EXCEPTIONS, list(_exceptions())))
    parts.append(_table("Values", VALUES, list(_usual())))
    for exercise in course.exercises.values():
        rows = list(_mistakes(course, exercise))
        if rows:
            parts.append(_table(f"{exercise.id} {exercise.name}", "", rows))
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """\
Made by `python -m {name} sentences --write`. A sentence behind *Why* or *Look* is printed only where the fact beside it was
observed in the student's run, or stands in the student's file."""
SLIPS = "Read in the code of the exercise at hand, without running it; `{line}` and `{what}` are the student's own."
EXCEPTIONS = "Said of an exception that the student's code raised, where nothing more specific is known."

VALUES = "Said of what came back, in any exercise, where nothing more specific is known."


def _table(title: str, text: str, rows: list[tuple[str, str, str]]) -> str:
    lines = [f"## {title}", *([text] if text else []), "| slug | sentence | fact |\n|---|---|---|"]
    body = "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    )
    return "\n\n".join(lines) + "\n" + body


def _slips() -> Iterator[tuple[str, str, str]]:
    from ..judge.slips import SENTENCES

    for kind, sentence in SENTENCES.items():
        yield kind, sentence, "the line was read in the file"


def _exceptions() -> Iterator[tuple[str, str, str]]:
    from ..judge.explanations import RULES

    for types, pattern, say in RULES:
        said = [pair for pair in _said_in(say) if pair[1]]
        fact = f"{' or '.join(types)}: `{pattern.pattern}`" if pattern.pattern else " or ".join(types)
        for slug, sentence in said:
            yield slug, sentence, fact


def _said_in(function) -> Iterator[tuple[str, str]]:
    """(slug, sentence) of what a rule's function can return, read in its source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    texts = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            texts[node.targets[0].id] = _text(node.value, {})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Explanation":
            slug = _text(node.args[1], {}) if len(node.args) > 1 else ""
            yield slug, _text(node.args[0], texts)
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            yield "", _text(node.value, texts)


def _text(node: ast.expr, texts: dict[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part, texts) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return texts.get(node.id, "") if isinstance(node, ast.Name) else ""


def _usual() -> Iterator[tuple[str, str, str]]:
    from ..judge.usual import USUAL

    for mistake in USUAL:
        yield mistake.slug, mistake.because, inspect.getdoc(mistake.when)


def _mistakes(course: Course, exercise) -> Iterator[tuple[str, str, str]]:
    from ..judge.check import load_check

    for mistake in load_check(course, exercise).mistakes:
        if mistake.switches:
            switches = ", ".join(
                f"{name}={getattr(value, '__name__', None) or repr(value)}" for name, value in mistake.switches.items()
            )
            fact = f"all observations of all calls are those of this mistake: {switches}"
        else:
            fact = (inspect.getdoc(mistake.when) or "").split("\n\n")[0]
        yield mistake.slug, mistake.because, fact
