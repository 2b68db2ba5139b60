"""Which exercises a change touches: all that it can change the verdict of, and no more than that."""

import pytest

from coursekit.companion.outline import fingerprints
from tests.helpers import COURSE

ALL = set(COURSE.exercises)


def touched(folder, file: str, old: str, new: str) -> set[str]:
    """The exercises whose fingerprint changes when `old` becomes `new` in a file."""
    before = fingerprints(COURSE, folder)
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    after = fingerprints(COURSE, folder)
    return {id for id in ALL if before[id] != after[id]}


@pytest.mark.parametrize(
    ("file", "id", "ids"),
    [
        ("stage1_data.py", "1.1 pixel_stats", {"1.1"}),
        ("stage1_data.py", "1.2 build_transform", {"1.2", "1.3", "4.6", "5.1"}),
        ("stage1_data.py", "1.4 plot_digits", {"1.4", "4.5"}),
        ("stage2_model.py", "2.2 DigitCNN.__init__", {"2.2", "2.3", "4.6"}),
        ("stage2_model.py", "2.4 nll_loss", {"2.4"}),
        ("stage3_training.py", "3.3 train_step", {"3.3", "3.4", "4.2", "4.6"}),
        ("stage4_evaluation.py", "4.3 plot_history", {"4.3"}),
        ("stage4_evaluation.py", "4.4 predict", {"4.4", "4.5"}),
    ],
)
def test_a_function_touches_itself_and_what_builds_on_it(file, id, ids, folder):
    assert touched(folder, file, f'raise NotImplementedError("{id}")', "pass") == ids


def test_a_helper_touches_those_that_call_it(folder):
    path = folder / "stage3_training.py"
    text = path.read_text("utf-8").replace(
        'raise NotImplementedError("3.1 gradient_descent_step")', "descend(parameters)"
    )
    path.write_text("def descend(parameters):\n    deeper()\n\n\ndef deeper():\n    return 1\n\n\n" + text, "utf-8")
    assert touched(folder, path.name, "return 1", "return 2") == {"3.1"}


def test_what_runs_at_import_touches_every_file_that_imports_it(folder):
    ids = touched(folder, "stage3_training.py", "import torch\n", "import torch\n\nRATE = 0.1\n")
    assert ids == {id for id in ALL if id[0] in "345"}


def test_a_call_at_import_makes_a_body_part_of_it(folder):
    path = folder / "stage1_data.py"
    path.write_text(path.read_text("utf-8") + "\nprint(pixel_stats(None))\n", "utf-8")
    ids = touched(folder, path.name, 'raise NotImplementedError("1.1 pixel_stats")', "return 0.0, 1.0")
    assert ids == {id for id in ALL if id[0] in "145"}


def test_a_signature_is_read_at_import(folder):
    ids = touched(
        folder, "stage2_model.py", "def nll_loss(log_probs: torch.Tensor", "def nll_loss(log_probs: torch.Tensr"
    )
    assert ids == {"2.1", "2.2", "2.3", "2.4", "4.6", "5.1", "5.2", "5.3"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# TODO 3.3 (1 line): clear", "# to do: clear"),
        ('"""Train the model on one batch.', '"""Train.'),
        ("    arguments = stage_arguments(", "    print()\n    arguments = stage_arguments("),  # main() is never judged
        ('    raise NotImplementedError("3.3', '    \n\n    raise NotImplementedError("3.3'),
    ],
)
def test_what_no_check_can_see_touches_nothing(old, new, folder):
    assert touched(folder, "stage3_training.py", old, new) == set()


def test_a_file_that_cannot_be_read_touches_all_that_needs_it(folder):
    assert touched(folder, "stage1_data.py", "import torch", "import (") == {id for id in ALL if id[0] in "145"}
    assert touched(folder, "stage1_data.py", "import (", "import torch") == {id for id in ALL if id[0] in "145"}


def test_missing_files_and_odd_bytes_have_fingerprints(folder):
    before = fingerprints(COURSE, folder)
    (folder / "stage2_model.py").unlink()
    assert {id for id in ALL if fingerprints(COURSE, folder)[id] != before[id]} == {
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "4.6",
        "5.1",
        "5.2",
        "5.3",
    }
    (folder / "stage2_model.py").write_bytes(b"\0\xff" + b"(" * 5000)
    assert set(fingerprints(COURSE, folder)) == ALL


def test_a_notebook_counts_where_there_is_no_py(folder):
    import jupytext

    before = fingerprints(COURSE, folder)
    text = (folder / "stage2_model.py").read_text("utf-8")
    (folder / "stage2_model.py").unlink()
    jupytext.write(jupytext.reads(text, "py:percent"), folder / "stage2_model.ipynb")
    assert fingerprints(COURSE, folder) == before


@pytest.mark.parametrize("name", ["rot13", "utf-7", "undefined", "none-such"])
def test_a_file_in_no_encoding_of_text_has_fingerprints_too(name, folder):
    assert touched(folder, "stage2_model.py", "# ---\n", f"# coding: {name}\n") >= {"2.1", "2.2", "2.3", "2.4"}


def test_a_students_own_module_counts_where_it_is_imported(folder):
    tools, deeper = folder / "my_tools.py", folder / "my_numbers.py"
    tools.write_text("import my_numbers\n", "utf-8")
    deeper.write_text("1 / 0\n", "utf-8")
    (folder / "scratch.py").write_text("1 / 0\n", "utf-8")
    assert touched(folder, deeper.name, "1 / 0", "ONE = 1") == set()  # nobody imports it yet
    path = folder / "stage3_training.py"
    path.write_text(path.read_text("utf-8").replace("import torch\n", "import torch\n\nimport my_tools\n", 1), "utf-8")
    assert touched(folder, deeper.name, "ONE = 1", "1 / 0") == {id for id in ALL if id[0] in "345"}
    assert touched(folder, "scratch.py", "1 / 0", "2 / 0") == set()


def test_a_students_own_module_may_import_a_stage(folder):
    (folder / "my_tools.py").write_text("from stage1_data import pixel_stats\n", "utf-8")
    path = folder / "stage3_training.py"
    path.write_text(path.read_text("utf-8").replace("import torch\n", "import torch\n\nimport my_tools\n", 1), "utf-8")
    assert touched(folder, "stage1_data.py", "import torch\n", "import torch\n\nRATE = 1\n") >= {"1.1", "3.1", "3.3"}


@pytest.mark.parametrize(
    ("guard", "counts"),
    [
        ('if __name__ == "__main__":\n    {}\n', False),
        ('if "__main__" == __name__:\n    {}\n', False),
        ('if __name__ != "__main__":\n    {}\n', True),
        ('if __name__ == "__main__":\n    pass\nelse:\n    {}\n', True),
        ('if __name__ == "stage3_training":\n    {}\n', True),
        ('if not __name__ == "__main__":\n    {}\n', True),
    ],
)
def test_what_runs_only_as_a_script_is_left_out_and_nothing_else(guard, counts, folder):
    path = folder / "stage3_training.py"
    path.write_text(path.read_text("utf-8") + "\n\n" + guard.format("1 / 0"), "utf-8")
    assert bool(touched(folder, path.name, "1 / 0", "pass")) == counts


def test_main_counts_where_it_is_called_at_import(folder):
    path = folder / "stage3_training.py"
    path.write_text(path.read_text("utf-8") + "\nmain()\n", "utf-8")
    new = "    1 / 0\n    arguments = stage_arguments("
    assert touched(folder, path.name, "    arguments = stage_arguments(", new) >= {"3.1", "3.3"}
