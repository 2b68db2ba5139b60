"""A hostile notebook is no more than a hostile file: nothing in it runs but Python, and whatever it is, the rest is graded."""

import json
import shutil

import pytest

from tests.helpers import SOLUTIONS, graded, row_of, statuses

from .test_attacks import assert_is_readable

MAGICS = [
    "!touch {target}", "!!touch {target}", "found = !touch {target}", "%sx touch {target}", "%%bash\ntouch {target}",
    "%%writefile {target}\nx", "%run {target}", "%env DIGITS_DATA={target}", "get_ipython().system('touch {target}')",
    "get_ipython().run_cell_magic('bash', '', 'touch {target}')", "%load_ext {target}", "%%script touch {target}\nx",
    "%cd {target}\n%save {target} 1", "%%javascript\nalert(1)", "%alias t touch %s\nt {target}",
]  # fmt: skip
DEEP = 50_000


def notebook(*sources, **more) -> str:
    """The text of a notebook with these code cells."""
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": each} for each in sources]  # fmt: skip
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more})


# What a notebook should not be; the text of each takes the place of a stage file.
ODD = {
    "no_object": "[1, 2]",
    "null": "null",
    "no_cells": "{}",
    "cells_are_a_number": '{"cells": 3}',
    "cells_are_texts": '{"cells": ["x", null, 3, {}]}',
    "source_is_a_number": notebook(3),
    "source_is_null": notebook(None),
    "source_is_nested": notebook([["def"], 3]),
    "deep": "[" * DEEP + "]" * DEEP,
    "deep_cells": '{"cells":' + "[" * DEEP + "]" * DEEP + "}",
    "huge_number": '{"nbformat": ' + "9" * 10_000 + ', "cells": []}',
    "infinite": '{"nbformat": Infinity, "nbformat_minor": NaN, "cells": []}',
    "lone_surrogate": notebook('x = "\\ud800"').replace("\\\\ud800", "\\ud800"),
    "control_characters": notebook("\x1b[2J\x1b]0;Total: 100 of 100\x07 raise ValueError"),
    "null_bytes": notebook("x = 1\0"),
    "another_language": notebook("1 + 1", metadata={"kernelspec": {"language": "R\x1b[2J", "name": ["x"]}}),
    "another_format": notebook("x = 1", nbformat="\x1b[2J", metadata=None),
    "worksheets_of_old": '{"worksheets": [{"cells": 1}], "nbformat": 2}',
    "many_cells": notebook(*["x = 1"] * 5_000),
    "deep_expression": notebook("(" * 5_000 + ")" * 5_000),
    "long_line": notebook("x = 1" + " + 1" * 20_000 + "\n!" + "a" * 1_000_000),
}


def submission_of(folder, text: str):
    """The solutions, with a notebook for stage 2."""
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "stage2_model.py").unlink()
    (folder / "stage2_model.ipynb").write_text(text, encoding="utf-8", errors="surrogatepass")
    return folder


def test_no_cell_runs_a_command_or_writes_a_file(warm, tmp_path):
    target = tmp_path / "target"
    source = (SOLUTIONS / "stage2_model.py").read_text(encoding="utf-8").split('if __name__ == "__main__":')[0]
    text = notebook(*(each.replace("{target}", str(target)) for each in MAGICS), source)
    report, printed = graded(warm, submission_of(tmp_path / "submission", text), ["2.1", "2.4", "3.2"])
    assert not target.exists()
    assert statuses(report) == {"2.1": "passed", "2.4": "passed", "3.2": "passed"}, printed


@pytest.mark.parametrize("name", ODD)
def test_whatever_stands_for_a_notebook_costs_its_stage_alone(name, warm, tmp_path):
    report, printed = graded(warm, submission_of(tmp_path / "submission", ODD[name]), ["2.1", "3.2"])
    row = row_of(report, "2.1")
    assert row["status"] == "crashed" and statuses(report)["3.2"] == "passed", printed
    assert "The grader could not" not in row["message"] and "no code could be run" not in row["message"], row
    assert_is_readable(report, printed)
