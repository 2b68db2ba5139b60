"""A notebook is run as Jupyter would run it; a cell that raises costs only what is missing then."""

import json
import re
import subprocess
import sys

import pytest

from coursekit.companion.outline import fingerprints
from tests.helpers import COURSE, append, graded, row_of, statuses

FILE, NOTEBOOK = "stage3_training.py", "stage3_training.ipynb"
STAGE_3 = ["3.1", "3.2", "3.3", "3.4"]
IMPORTS = "import torch\nfrom torch import nn\n\nfrom digits import progress\nfrom digits.script import say\n"
DESCENT = """def gradient_descent_step(parameters, learning_rate):
    with torch.no_grad():
        for p in parameters:
            if p.grad is not None:
                p -= learning_rate * p.grad
"""
OPTIMIZER = """def build_optimizer(model, learning_rate=0.01, momentum=0.5):
    return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)
"""
STEP = """def train_step(model, loss_fn, optimizer, images, labels):
    optimizer.zero_grad()
    loss = loss_fn(model(images), labels)
    loss.backward()
    optimizer.step()
    return loss.item()
"""
EPOCH = """def train_epoch(model, loss_fn, optimizer, loader, device, log_every=100):
    model.train()
    log, seen = [], 0
    for i, (x, y) in enumerate(loader):
        loss = train_step(model, loss_fn, optimizer, x.to(device), y.to(device))
        if i % log_every == 0:
            log.append((seen, loss))
        seen += len(x)
    return log
"""
CELLS = [IMPORTS, DESCENT, OPTIMIZER, STEP, EPOCH]


def write(submission, cells: list[str]) -> None:
    """Put a notebook of these code cells in stage 3's place."""
    (submission / FILE).unlink(missing_ok=True)
    code = [
        {"cell_type": "code", "source": cell.splitlines(keepends=True), "metadata": {}, "outputs": []} for cell in cells
    ]
    text = json.dumps(
        {"cells": [{"cell_type": "markdown", "source": "# 3"}, *code], "nbformat": 4, "nbformat_minor": 5}
    )
    (submission / NOTEBOOK).write_text(text, encoding="utf-8")


def one_line(printed: str) -> str:
    """What was printed, as if the terminal had no end on the right."""
    return " ".join(printed.split())


@pytest.mark.parametrize(
    "cell",
    [
        "%%bash\nls -l\npip list | grep torch",
        "%%html\n<b>Training</b>",
        "# a word\n\n%%writefile notes.txt\nWhat I did: nothing",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nget_ipython().system('ls')",
        "shell = get_ipython().__class__.__name__\nassert shell == 'ZMQInteractiveShell'\nget_ipython().kernel.do_nothing(1)",
        "display(1)\ndisplay('x', display_id=True).update(2)\nassert Out == {} and In",
        "if True:\n    %time\nfor _ in range(2):\n    !echo no",
        "files = !ls\nfor file in files:\n    print(file)\nassert '\\n'.join(files) == ''",
        "train_step?\n?train_step\ntorch.optim.SGD??",
        "%load_ext autoreload\n%autoreload 2\n!pip install \\\n    torch\nx = 1",
        "%time value = 1 + 1\nassert value == 2",
        "%%time\n%matplotlib inline\nvalue = 3\nassert value == 3",
        "%%capture printed\nprint(1)\n",
        "1 + 1",
        "",
    ],
)
def test_what_is_only_jupyters_costs_nothing(cell, warm, submission):
    write(submission, [cell, *CELLS, cell])
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
    assert "code cell" not in printed


def test_the_last_value_of_a_cell(warm, submission):
    write(submission, [*CELLS, "40 + 2", "assert _ == 42 and Out[6] == 42\nassert In[6] == '40 + 2\\n'"])
    _, printed = graded(warm, submission, ["3.1"])
    assert "code cell" not in printed


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n1 -r1", "%%capture", "%%prun -l 3"])
def test_magics_that_run_their_cell(magic, warm, submission):
    write(submission, [IMPORTS, DESCENT, f"\n{magic}\n{OPTIMIZER}", STEP, EPOCH])
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed


def test_lines_are_those_of_the_cell(warm, submission):
    cell = f"\n%%time\n!pip install \\\n    torch\n%matplotlib inline\n{OPTIMIZER.replace('return ', '1 / 0; return ')}"
    write(submission, [IMPORTS, DESCENT, cell, STEP, EPOCH])
    report, _ = graded(warm, submission, ["3.2"])
    line = cell.split("\n").index(
        "    1 / 0; return torch.optim.SGD(model.parameters(), lr=learning_rate, momentum=momentum)"
    )
    assert f"{NOTEBOOK}, code cell 3:{line + 1}   1 / 0; return torch" in row_of(report, "3.2")["message"]


def test_a_scratch_cell_that_raises_costs_nothing_and_is_told(warm, submission):
    write(submission, [*CELLS[:2], "model(images).shape", *CELLS[2:], "raise ValueError('a\\nb\\x1b[2J')"])
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
    note = f"{NOTEBOOK}, code cell 3 raised NameError: name 'model' is not defined; what the other cells define was graded."
    assert one_line(printed).count(note) == 1
    assert "code cell 7 raised ValueError: a b[2J; what" in one_line(printed)


def test_a_missing_function_tells_which_cell_raised(warm, submission):
    write(submission, [IMPORTS, DESCENT, f"1 / 0\n{OPTIMIZER}", STEP, EPOCH])
    report, printed = graded(warm, submission, STAGE_3)
    assert statuses(report) == {"3.1": "passed", "3.2": "crashed", "3.3": "passed", "3.4": "passed"}, printed
    message = row_of(report, "3.2")["message"]
    assert "It stands in code cell 3, which raised ZeroDivisionError: division by zero." in message
    write(submission, [IMPORTS, DESCENT, "1 / 0", STEP, EPOCH])
    report, _ = graded(warm, submission, ["3.2"])
    assert f"There is no build_optimizer in {NOTEBOOK}." in row_of(report, "3.2")["message"]
    assert "Perhaps because code cell 3 raised ZeroDivisionError" in row_of(report, "3.2")["message"]


def test_a_missing_function_tells_of_the_magic_that_took_it(warm, submission):
    write(submission, [IMPORTS, DESCENT, f"%%writefile optimizer.py\n{OPTIMIZER}", STEP, EPOCH])
    report, _ = graded(warm, submission, ["3.2"])
    message = row_of(report, "3.2")["message"]
    assert "It stands in code cell 3, which begins with %%writefile, so it was not run as Python." in message


def test_a_slip_in_a_cell_costs_one_exercise(warm, submission):
    write(submission, [IMPORTS, f"{DESCENT}\n\n{OPTIMIZER.replace('momentum)', 'momentum', 1)}\n%time\n", STEP, EPOCH])
    report, printed = graded(warm, submission, STAGE_3)
    assert statuses(report) == {"3.1": "passed", "3.2": "passed", "3.3": "passed", "3.4": "passed"} | {"3.2": "crashed"}
    assert re.search(r"In +\S*ipynb, code cell 2:9 ", row_of(report, "3.2")["message"])
    assert (
        f"{NOTEBOOK}, code cell 2: Python cannot read line 9, in 3.2 build_optimizer; the rest of the notebook was graded"
        in one_line(printed)
    )


def test_a_scratch_cell_that_python_cannot_read(warm, submission):
    write(submission, [*CELLS, "print(train_step("])
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
    assert f"{NOTEBOOK}, code cell 6 has a line that Python cannot read (line 1); what the other cells" in one_line(
        printed
    )


def test_imports_that_python_cannot_read_cost_the_notebook(warm, submission):
    write(submission, ["import torch as", *CELLS[1:]])
    report, _ = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "crashed"}
    assert "code cell 1:1   import torch as" in row_of(report, "3.2")["message"]


@pytest.mark.parametrize("name", ["get_ipython()", "display(1)", "In", "Out", "_"])
def test_a_file_has_no_names_of_jupyters(name, warm, submission):
    append(submission, FILE, f"{name}\n")
    report, _ = graded(warm, submission, ["3.2"])
    assert (
        f"NameError: name '{name.removesuffix('()').removesuffix('(1)')}' is not defined"
        in row_of(report, "3.2")["message"]
    )


def test_a_cell_that_is_no_text(warm, submission):
    write(submission, [*CELLS, "x = '\ud800'", "x = 1\0"])
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed
    assert "code cell 6 raised UnicodeEncodeError" in printed and "code cell 7 cannot be read" in printed


def test_no_more_than_a_few_notes(warm, submission):
    write(submission, [*CELLS, *(f"raise ValueError({number})" for number in range(40))])
    _, printed = graded(warm, submission, STAGE_3)
    assert printed.count("raised ValueError") == 5


def test_a_notebook_of_an_old_format(warm, submission):
    write(submission, CELLS)
    cells = [{"cell_type": "code", "input": cell} for cell in CELLS]
    (submission / NOTEBOOK).write_text(json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}), encoding="utf-8")
    report, printed = graded(warm, submission, STAGE_3)
    assert set(statuses(report).values()) == {"passed"}, printed


def test_a_notebook_saved_as_utf_16(warm, submission):
    write(submission, CELLS)
    path = submission / NOTEBOOK
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")
    report, _ = graded(warm, submission, ["3.1"])
    assert f"{NOTEBOOK} cannot be read: it is saved as UTF-16: save it as UTF-8." in row_of(report, "3.1")["message"]


def test_what_an_exercise_depends_on_in_a_notebook(submission):
    write(submission, ["%matplotlib inline\n!ls", *CELLS, "%%bash\nls -l"])
    before = fingerprints(COURSE, submission)
    write(
        submission, ["%matplotlib inline\n!ls", *CELLS[:2], OPTIMIZER + "    # a word\n", *CELLS[3:], "%%bash\nls -la"]
    )
    assert fingerprints(COURSE, submission) == before
    write(
        submission,
        ["%matplotlib inline\n!ls", *CELLS[:2], OPTIMIZER.replace("lr=", "momentum="), *CELLS[3:], "%%bash\nls -l"],
    )
    after = fingerprints(COURSE, submission)
    assert after["3.1"] == before["3.1"] and after["3.2"] != before["3.2"]


def test_a_file_is_read_without_ipython():
    code = (
        "import sys, pathlib; from coursekit.submission import cells_of, read_cells; path = pathlib.Path(sys.argv[1]);"
        "read_cells(path); cells_of(path)[0].readable(); sys.exit('IPython' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, COURSE.solutions / FILE], cwd=COURSE.root).returncode == 0
