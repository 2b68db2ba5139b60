"""The lessons' text: they teach, and leave the exercises to the student."""

import ast
import builtins
import re

import pytest

from tests.helpers import COURSE, SOLUTIONS

from .conftest import LESSONS

LIBRARIES = {"torch", "nn", "F", "transforms", "datasets", "DataLoader", "Figure", "self"}
# What every training loop has, whatever it trains: lesson 3 must show it, on a spring.
TAUGHT = {"a.zero_grad()", "a.backward()", "a.step()", "a.train()", "a.eval()", "a = b(c)", "a = b(c, d)"}
TAUGHT |= {"return a", "return (a, b)", "a = b.targets"}
LONG_ENOUGH = 25  # letters and signs; what is shorter, such as log.append(x), says nothing


class Renamed(ast.NodeTransformer):
    """Renames a statement's own variables to a, b, c … in order of appearance; keeps libraries and built-ins."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in LIBRARIES or hasattr(builtins, node.id):
            return node
        return ast.Name(self.names.setdefault(node.id, chr(ord("a") + len(self.names))), node.ctx)


def statements(code: str, lines: set[int] | None = None) -> set[str]:
    """The simple statements of some code, all or those that begin in `lines`, each with its variables renamed."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Expr) and (
            lines is None or node.lineno in lines
        ):
            found.add(ast.unparse(Renamed().visit(node)))
    return found


def solution_lines(code: str) -> dict[int, str]:
    """What stands between the markers of a solution, by line number."""
    found, inside = {}, False
    for number, line in enumerate(code.splitlines(), start=1):
        if line.strip().startswith("# BEGIN SOLUTION"):
            inside = True
        elif line.strip().startswith("# END SOLUTION"):
            inside = False
        elif inside:
            found[number] = line
    return found


@pytest.fixture(scope="module")
def answers() -> dict[str, str]:
    """Every statement that a student is to write, renamed; and the file that it stands in."""
    found = {}
    for path in sorted(SOLUTIONS.glob("stage*.py")):
        code = path.read_text(encoding="utf-8")
        found |= dict.fromkeys(statements(code, set(solution_lines(code))) - TAUGHT, path.name)
    assert len(found) > 40
    return found


def squeezed(text: str) -> str:
    """The text without its white space, and without the # at the beginning of a line."""
    return re.sub(r"^#|\s", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("name", LESSONS)
def test_no_lesson_contains_an_answer(name, answers):
    code = (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")
    shared = statements(code) & set(answers)
    assert not shared, {statement: answers[statement] for statement in shared}


@pytest.mark.parametrize("name", LESSONS)
def test_no_lesson_quotes_an_answer(name):
    text = squeezed((COURSE.lessons / f"{name}.py").read_text(encoding="utf-8"))
    for path in sorted(SOLUTIONS.glob("stage*.py")):
        for number, line in solution_lines(path.read_text(encoding="utf-8")).items():
            wanted = squeezed(line.split("  #")[0])
            assert len(wanted) < LONG_ENOUGH or wanted not in text, f"line {number} of {path.name}"


def test_an_answer_with_other_names_is_noticed(answers):
    disguised = "sum_of_losses += criterion(outputs, targets).item() * len(inputs)\nnet.train()\n"
    assert len(statements(disguised) & set(answers)) == 1


@pytest.mark.parametrize("name", LESSONS)
def test_every_plot_has_a_description_and_is_shown(name):
    cells = re.split(r"(?m)^(?=# %%)", (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8"))
    drawing = [cell for cell in cells if re.search(r"^(\w+, )?.*= plt\.(subplots|figure)\(", cell, re.MULTILINE)]
    assert len(drawing) >= 6
    for cell in drawing:
        first = cell.splitlines()[0]
        assert '"alt"' in first, cell[:200]
        assert cell.rstrip().endswith("plt.show()"), f"as a script, this would not be seen: {first}"


@pytest.mark.parametrize("name", LESSONS)
def test_all_lessons_have_one_form(name):
    text = (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")
    first = text.split("\n# %%")[1]
    assert re.search(r"^# Reading takes about [\w -]+\b", first, re.MULTILINE), "the time that it takes, at the top"
    assert "**What do you expect?**" in squeezed_words(first), "what the question asks for is told at the top"
    asked = re.findall(r"(?m)^# \*\*What do you expect\?\*\* (.+)$", text)
    assert len(asked) >= 4 and all(question[0].isupper() for question in asked)
    assert len(re.findall(r"(?i)what do you expect", text)) == len(asked) + 1, "asked in another form"
    headings = re.findall(r"(?m)^# ## (.+)$", text)
    assert headings[-2:] == ["What to take with you", "Now you"]
    summary = text.split("# ## What to take with you")[1].split("# ## Now you")[0]
    assert 4 <= len(re.findall(r"(?m)^# - ", summary)) <= 7


@pytest.mark.parametrize("name", LESSONS)
def test_a_curve_is_told_by_its_dashes_not_by_its_colour(name):
    text = (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")
    assert not re.search(r"\b(red|green)\b (\w+ )?(curve|line)|\bin red\b", text), "the palette's red is an orange"


def squeezed_words(text: str) -> str:
    """The text of a Markdown cell in one line."""
    return re.sub(r"\s+", " ", re.sub(r"(?m)^# ?", "", text))
