"""coursekit/ serves any course: it imports none, and nothing in it is said of the digits alone."""

import ast
import re

import pytest

from coursekit.course import ENGINE

SOURCES = sorted(ENGINE.rglob("*.py"))
OF_ONE_COURSE = re.compile(r"MNIST|DigitCNN|four stage files|100 points|of 100|4\.6")


def imported(tree: ast.AST) -> set[str]:
    """The packages that are imported somewhere in a source, by name or through importlib."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found |= {arg.value.split(".")[0] for arg in node.args if isinstance(arg, ast.Constant)}
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ENGINE)))
def test_it_knows_no_course(path):
    text = path.read_text(encoding="utf-8")
    assert not imported(ast.parse(text)) & {"grader", "digits", "tests", "solutions", "exercises"}
    said = {f"line {text[: found.start()].count(chr(10)) + 1}: {found[0]}" for found in OF_ONE_COURSE.finditer(text)}
    assert not said


def test_all_of_it_was_read():
    assert {"course.py", "run.py", "__main__.py", "watch.py"} <= {path.name for path in SOURCES}
