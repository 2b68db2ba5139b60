"""A slip of syntax costs the exercise in which it lies, and no other."""

import re

import pytest

from tests.helpers import append, graded, row_of, statuses

FILE = "stage3_training.py"
STAGE_3 = ["3.1", "3.2", "3.3", "3.4"]
FUNCTIONS = {  # the exercise, its function, a line of its body
    "3.1": ("gradient_descent_step", "    with torch.no_grad():"),
    "3.2": ("build_optimizer", "    return torch.optim.SGD("),
    "3.3": ("train_step", "    loss.backward()"),
    "3.4": ("train_epoch", "    model.train()"),
}
SLIPS = {  # what is made of a file, and what Python says
    "colon": (lambda text, name, line: re.sub(rf"(def {name}\([^:]*(?::[^:]*?)*\) -> .*):\n", r"\1\n", text), "expected ':'"),
    "indentation": (lambda text, name, line: text.replace(line, "  " + line), "IndentationError: unexpected indent"),
    "tab": (lambda text, name, line: text.replace(line, "\t" + line.strip()), "TabError: inconsistent use of tabs"),
    "docstring": (lambda text, name, line: _without_end_of_docstring(text, name), "unterminated triple-quoted string"),
    "bracket": (lambda text, name, line: text.replace(line, "    print((1, 2)\n" + line), "'(' was never closed"),
}  # fmt: skip


def _without_end_of_docstring(text: str, name: str) -> str:
    end = text.index('"""', text.index('"""', text.index(f"def {name}(")) + 3)
    return text[:end] + text[end + 3 :]


def change(submission, edit, file: str = FILE) -> str:
    """Replace a stage file's text by `edit(text)`; return the new one."""
    path = submission / file
    text = path.read_text(encoding="utf-8")
    changed = edit(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return changed


def one_line(printed: str) -> str:
    """What was printed, as if the terminal had no end on the right."""
    return " ".join(printed.split())


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("id", STAGE_3)
def test_a_slip_costs_one_exercise(id, slip, warm, submission):
    (name, line), (spoil, says) = FUNCTIONS[id], SLIPS[slip]
    text = change(submission, lambda text: spoil(text, name, line))
    with pytest.raises(SyntaxError):
        compile(text, FILE, "exec")
    report, printed = graded(warm, submission, STAGE_3)
    expected = dict.fromkeys(STAGE_3, "passed") | {id: "crashed"} | ({"3.4": "blocked"} if id == "3.3" else {})
    assert statuses(report) == expected, printed
    message = row_of(report, id)["message"]
    assert says in message
    number = int(re.search(rf"In +\S*{FILE}:(\d+) ", message)[1])
    assert re.search(rf"Edit +\S*{FILE}:{number}$", message)
    assert (
        f"{FILE}: Python cannot read line {number}, in {id} {name}; the rest of the file was graded without it."
        in one_line(printed)
    )


def test_python_itself_names_the_same_line(warm, submission):
    text = change(submission, lambda text: text.replace("    loss.backward()", "loss.backward()"))
    with pytest.raises(IndentationError) as error:
        compile(text, FILE, "exec")
    report, _ = graded(warm, submission, ["3.3"])
    assert row_of(report, "3.3")["status"] == "crashed"
    assert f"{FILE}:{error.value.lineno}   optimizer.step()" in row_of(report, "3.3")["message"]


def test_of_a_class_the_broken_method_alone_is_lost(warm, submission):
    change(
        submission,
        lambda text: text.replace("x = x.flatten(start_dim=1)", "x = x.flatten(start_dim=1"),
        "stage2_model.py",
    )
    report, printed = graded(warm, submission, ["2.1", "2.2", "2.3", "2.4"])
    assert statuses(report) == {"2.1": "passed", "2.2": "passed", "2.3": "crashed", "2.4": "passed"}, printed
    assert "in 2.3 DigitCNN.forward; the rest of the file was graded" in one_line(printed)


def test_a_broken_class_costs_its_exercises(warm, submission):
    change(
        submission,
        lambda text: text.replace("class DigitCNN(nn.Module):", "class DigitCNN(nn.Module)"),
        "stage2_model.py",
    )
    report, printed = graded(warm, submission, ["2.1", "2.3", "2.4"])
    assert statuses(report) == {"2.1": "passed", "2.2": "crashed", "2.3": "blocked", "2.4": "passed"}, printed
    assert "SyntaxError: expected ':'" in row_of(report, "2.2")["message"]


def test_two_slips_cost_two_exercises(warm, submission):
    change(submission, lambda text: text.replace("def build_optimizer(", "deff build_optimizer("))
    change(submission, lambda text: text.replace("    model.train()", "      model.train()"))
    report, printed = graded(warm, submission, STAGE_3)
    assert statuses(report) == {"3.1": "passed", "3.2": "crashed", "3.3": "passed", "3.4": "crashed"}, printed


def test_a_call_of_what_python_cannot_read(warm, submission):
    change(submission, lambda text: text.replace("def gradient_descent_step(", "def gradient_descent_step(:"))
    append(
        submission,
        FILE,
        "def build_optimizer(model, learning_rate=0.01, momentum=0.5):\n    gradient_descent_step([], 1)\n",
    )
    report, _ = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "blocked"}
    message = row_of(report, "3.2")["message"]
    assert re.match(r"It calls 3\.1 gradient_descent_step, which Python cannot read \(line \d+\)\.\nEdit ", message)
    assert "NameError" not in message


def test_a_call_of_a_broken_helper(warm, submission):
    code = "def helper(:\n    return 1\n\n\ndef build_optimizer(model, learning_rate=0.01, momentum=0.5):\n    return helper()\n"
    append(submission, FILE, code)
    report, printed = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "passed", "3.2": "crashed"}
    assert "It calls helper, which Python cannot read" in row_of(report, "3.2")["message"]
    assert ", in helper; the rest of the file was graded without it." in one_line(printed)


def test_the_next_stage_can_still_import_the_rest(warm, submission):
    change(submission, lambda text: text.replace("    model.train()", "      model.train()"))
    report, printed = graded(warm, submission, ["4.1", "4.2"])
    assert statuses(report) == {"3.3": "passed", "3.4": "crashed", "4.1": "passed", "4.2": "blocked"}, printed


def test_a_slip_in_main_costs_nothing(warm, submission):
    change(submission, lambda text: text.replace("def main() -> None:", "def main() -> None"))
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
    assert ", in main; the rest of the file was graded without it." in one_line(printed)


@pytest.mark.parametrize(
    ("good", "bad", "line"),
    [
        ("import torch\n", "import torch as\n", "import torch as"),
        ("import torch\n", "import torch\n  import os\n", "import os"),
        ("from torch import nn\n", "from torch import nn\nRATE = 0.1 +\n", "RATE = 0.1 +"),
    ],
)
def test_a_slip_outside_of_functions_costs_the_file(good, bad, line, warm, submission):
    text = change(submission, lambda text: text.replace(good, bad, 1))
    with pytest.raises(SyntaxError) as error:
        compile(text, FILE, "exec")
    report, _ = graded(warm, submission, ["2.1", "3.1", "3.2", "3.3"])
    assert statuses(report) == {"2.1": "passed", "3.1": "crashed", "3.2": "crashed", "3.3": "crashed"}
    for id in ("3.1", "3.3"):
        message = row_of(report, id)["message"]
        assert f"{FILE}:{error.value.lineno}   {line}\n" in message
        assert error.value.msg in message
        assert f"It lies outside of the exercises' functions, so nothing in {FILE} could be graded." in message
        assert re.search(rf"Edit +\S*{FILE}:{error.value.lineno}$", message)


def test_the_last_definition_counts_also_if_it_is_broken(warm, submission):
    append(submission, FILE, "def build_optimizer(model:\n    return None\n")
    report, _ = graded(warm, submission, ["3.2"])
    assert "SyntaxError" in row_of(report, "3.2")["message"]
    append(submission, FILE, "def build_optimizer(model, learning_rate=0.01, momentum=0.5):\n"
           "    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)\n")  # fmt: skip
    report, printed = graded(warm, submission, ["3.2"])
    assert statuses(report) == {"3.2": "passed"}, printed


def test_a_syntax_error_of_an_own_eval_is_no_slip_in_the_file(warm, submission):
    append(submission, FILE, "eval('1 +')\n")
    report, _ = graded(warm, submission, ["3.2"])
    message = row_of(report, "3.2")["message"]
    assert "SyntaxError" in message and "outside of the exercises' functions" not in message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_saved_as_utf_16(encoding, warm, submission):
    path = submission / FILE
    path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    report, _ = graded(warm, submission, ["2.1", "3.1", "3.2"])
    assert statuses(report) == {"2.1": "passed", "3.1": "crashed", "3.2": "crashed"}
    message = row_of(report, "3.1")["message"]
    assert f"{FILE} cannot be read: it is saved as UTF-16: save it as UTF-8." in message
    assert "just before" not in message


def test_options_of_a_script_are_those_of_a_plain_call(warm, submission):
    code = "import argparse\nimport sys\nparser = argparse.ArgumentParser()\nparser.add_argument('--lr', default=0.1)\n"
    code += "args = parser.parse_args()\nassert len(sys.argv) == 1 and sys.argv[0].endswith('stage3_training.py'), sys.argv\n"
    append(submission, FILE, code)
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
