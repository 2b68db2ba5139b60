"""What the lessons say comes from their own cells: every number has a source, and each claim a cell that prints it.

`claims.toml` is the table, `outputs.json` what the cells printed on MNIST and on drawn digits (`record.py`).
"""

import ast
import json
import math
import re
import tomllib

import pytest
import torch
from torch import nn

from digits import data_name, data_root
from digits.recorded import recorded
from grader.questions import read
from tests.helpers import COURSE, ROOT, SOLUTIONS

from .conftest import LESSONS
from .record import OUTPUTS, code_cells, digest

OUTPUT = json.loads(OUTPUTS.read_text(encoding="utf-8"))
TABLE = tomllib.loads(OUTPUTS.with_name("claims.toml").read_text(encoding="utf-8"))
CLAIMS = TABLE["claim"]
NUMBER = re.compile(
    r"(?<![\w.])[-−]?\d{1,3}(?:,\d{3})+(?!\w)|(?<![\w.])[-−]?\d+\.\d+(?: ?\\?%)?|(?<![\w.])[-−]?\d+ ?\\?%"
)
PRINTED = re.compile(r"(?<![\w.])[-−]?\d[\d,]*(?:\.\d+)?(?:e[-+]\d+)?%?")


def prose(name: str) -> str:
    """All that a lesson says in words: its Markdown and the descriptions of its figures, in one line."""
    text = (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8")
    cells = text.split("\n# %%")[1:]
    said = [cell.partition("\n")[2] for cell in cells if cell.startswith(" [markdown]")]
    said += re.findall(r'"alt": "([^"]*)"', text)
    return re.sub(r"\s+", " ", re.sub(r"(?m)^# ?", "", "\n".join(said)))


def questions(name: str) -> str:
    """What a lesson's questions say, in one line: all but the choices that are wrong."""
    asked = read(COURSE.lessons / "questions" / f"{name}.toml")
    every = [*(question for guess in asked.guesses for question in guess.questions), *asked.quiz]
    said = [[question.text, *(choice.text for choice in question.choices if choice.right),
             *(choice.says for choice in question.choices)] for question in every]  # fmt: skip
    return re.sub(r"\s+", " ", "\n".join("\n".join(lines) for lines in said))


def value(text: str) -> float:
    """A number as it is written: with a thousands comma, a real minus sign, a percent sign."""
    number = re.sub(r"[ ,\\%]", "", text.replace("−", "-"))
    return float(number) / 100 if "%" in text else float(number)


def agrees(written: str, measured: float) -> bool:
    """Whether the number as written is `measured`, rounded to the digits that are written; minus may be left out."""
    digits = len(written.partition(".")[2].rstrip("% \\")) + 2 * ("%" in written)
    return math.isclose(abs(value(written)), abs(measured), abs_tol=0.5 * 10**-digits + 1e-9)


def sources(name: str) -> list[float]:
    """The numbers that a lesson's cells print or contain, and those of the recorded runs."""
    code = [
        line for line in (COURSE.lessons / f"{name}.py").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
    ]
    literals = [node.value for node in ast.walk(ast.parse("\n".join(code))) if isinstance(node, ast.Constant)]
    found = [float(number) for number in literals if isinstance(number, int | float)]
    return found + [value(number) for printed in OUTPUT[name]["mnist"] for number in PRINTED.findall(printed)]


@pytest.mark.parametrize("name", LESSONS)
def test_the_record_is_of_this_code(name):
    assert OUTPUT[name]["code"] == digest(code_cells(name)), (
        "the lesson's code has changed: run python tests/book/record.py"
    )


@pytest.mark.parametrize("name", LESSONS)
def test_every_number_in_the_prose_has_a_source(name):
    names = {**vars(math), "abs": abs}
    worked_out = {text: eval(sum, {"__builtins__": {}}, names) for text, sum in TABLE["arithmetic"].items()}
    for text, result in worked_out.items():
        assert agrees(text, result), f"{text} is {result}"
    known = [*sources(name), *worked_out.values()]
    text = re.sub(r"\]\([^)]*\)", "]", f"{prose(name)} {questions(name)}")
    written = {number.strip() for number in NUMBER.findall(text)} - set(COURSE.exercises) - set(TABLE["given"])
    unknown = {number for number in written if not any(agrees(number, source) for source in known)}
    assert not unknown, "printed by no cell, and not in claims.toml"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["says"][:40])
def test_what_is_claimed_is_what_was_printed(claim):
    name = claim["lesson"]
    assert claim["says"] in prose(name) or claim["says"] in questions(name), "the lesson no longer says so"
    for data in ("mnist",) if claim.get("mnist") else ("mnist", "drawn"):
        printed = "\n".join(OUTPUT[name][data])
        found = [re.search(pattern, printed) for pattern in claim["prints"]]
        assert all(found), f"{data}: no cell prints it"
        numbers = [value(group) for match in found for group in match.groups()]
        if "holds" in claim:
            assert eval(claim["holds"], {"v": numbers, "min": min, "max": max, "all": all, "abs": abs}), (data, numbers)
        else:
            written = NUMBER.findall(claim["says"])
            assert len(written) == len(numbers), claim
            assert all(map(agrees, written, numbers)), (data, written, numbers)


def test_there_is_one_headline():
    shares = recorded()["test_accuracy"]["course"]
    assert {f"{share:.0%}" for share in shares} == {"98%"}
    for path, words in {
        ROOT / "README.md": "98 of 100 digits",
        COURSE.lessons / "index.md": "98 of 100 digits",
        SOLUTIONS / "stage4_evaluation.py": "to 98 % of MNIST's test set",
    }.items():
        text = path.read_text(encoding="utf-8")
        assert words in text and "97.6" not in text and "97 of 100" not in text, path.name
    assert sum(prose(name).count("97.6") for name in LESSONS) == 1, "the tutorial's own figure is told once"


def test_the_recorded_baselines_can_be_had_again():
    root = data_root()
    if data_name(root) != "mnist":
        pytest.skip("recorded on MNIST")
    import sys

    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import accuracies
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))
    sets = accuracies.prepared(root, train=True), accuracies.prepared(root, train=False)
    kept = recorded()["test_accuracy"]
    assert kept["always_0"] == [round((sets[1][1] == 0).float().mean().item(), 4)]
    net, history = accuracies.trained(accuracies.linear, 1, *sets)
    assert history.test_accuracy[-1] == pytest.approx(kept["linear"][0], abs=0.002)
    assert isinstance(net, nn.Module) and torch.is_grad_enabled()


ROWS = {  # of lesson 5's table: how README's calls it
    "the loader as written": "the reference run: the loader as written",
    "batches cut from tensors prepared once": "... batches cut from tensors prepared once",
    "channels last too": "... and channels-last",
    "a fused optimiser too": "... and a fused optimiser",
}


def test_lesson_5_quotes_the_table_that_was_measured():
    """`benchmarks/run.py --write` puts that one into README."""
    measured = (ROOT / "README.md").read_text(encoding="utf-8")
    lesson = (COURSE.lessons / "5_speed.py").read_text(encoding="utf-8")
    quoted = dict(re.findall(r"(?m)^# \| ([^|]+) \| (\d+\.\d) \|$", lesson))
    assert quoted.keys() == ROWS.keys()
    for row, ratio in quoted.items():
        (found,) = re.findall(rf"(?m)^{re.escape(ROWS[row])}  +(\d+\.\d+) ", measured)
        assert agrees(ratio, float(found)), row
