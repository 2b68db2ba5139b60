"""`python -m grader reset`: one function is as shipped again, every other byte stays, and nothing is ever lost."""

import ast
import json
import shutil

import jupytext
import pytest

from coursekit import files
from tests.companion.shapes import span_of
from tests.helpers import COURSE, SOLUTIONS, TO_WRITE

PRISTINE = COURSE.pristine


@pytest.fixture
def solved(folder):
    """All exercises solved."""
    return shutil.copytree(SOLUTIONS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))


@pytest.mark.parametrize("id", TO_WRITE)
def test_one_function_is_as_shipped_and_the_rest_stays(id, solved, companion):
    exercise = COURSE.exercises[id]
    path, original = solved / exercise.file, (PRISTINE / exercise.file).read_text(encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    code, text = companion("reset", id, "--submission", solved)
    after = path.read_text(encoding="utf-8")
    assert code == 0 and f"{id} {exercise.name} is as it was shipped." in text
    begin, end = span_of(before, exercise.name)
    first, last = span_of(original, exercise.name)
    kept = before.splitlines(keepends=True)
    assert after == "".join([*kept[:begin], *original.splitlines(keepends=True)[first:last], *kept[end:]])
    assert (solved / f"{path.stem}.before-reset-1.py").read_text(encoding="utf-8") == before


def test_all_reset_one_by_one_give_the_shipped_files(solved, companion):
    """Also proves that the comments at the end of a function go with it."""
    stripped = {}
    for file in {row.file for row in COURSE.exercises.values()}:
        markers = ("# BEGIN SOLUTION", "# END SOLUTION")
        lines = (solved / file).read_text(encoding="utf-8").splitlines(keepends=True)
        (solved / file).write_text("".join(line for line in lines if not line.strip().startswith(markers)), "utf-8")
        stripped[file] = (PRISTINE / file).read_bytes()
    for id in TO_WRITE:
        assert companion("reset", id, "--submission", solved)[0] == 0
    assert {file: (solved / file).read_bytes() for file in stripped} == stripped


def test_what_is_as_shipped_is_not_touched(folder, companion):
    before = sorted(folder.iterdir())
    for id in TO_WRITE:
        code, text = companion("reset", id, "--submission", folder)
        assert code == 0 and "as it was shipped already" in text
    assert sorted(folder.iterdir()) == before


def test_every_version_is_kept(solved, companion):
    path = solved / "stage3_training.py"
    versions = []
    for answer in ("return 1.0", "return 2.0", "return 3.0"):
        companion("reset", "3.3", "--submission", solved)
        path.write_text(path.read_text("utf-8").replace('raise NotImplementedError("3.3 train_step")', answer), "utf-8")
        versions.append(path.read_bytes())
    companion("reset", "train_step", "--submission", solved)
    kept = [solved / f"stage3_training.before-reset-{number}.py" for number in (2, 3, 4)]
    assert [copy.read_bytes() for copy in kept] == versions


@pytest.mark.parametrize("end", [b"\r\n", b"\r", b"\n"])
@pytest.mark.parametrize("bom", [b"\xef\xbb\xbf", b""])
def test_line_ends_and_the_mark_at_the_beginning_stay(end, bom, solved, companion):
    path = solved / "stage4_evaluation.py"
    path.write_bytes(bom + path.read_bytes().replace(b"\n", end))
    companion("reset", "4.1", "--submission", solved)
    after = path.read_bytes()
    assert after.startswith(bom + b"# ---" + end)
    plain = after.removeprefix(bom).replace(end, b"\n")
    assert end == b"\n" or b"\n" not in after.replace(end, b"")
    assert b'raise NotImplementedError("4.1 evaluate")' in plain and b"record_test(history, 0" in plain
    ast.parse(plain)


def test_a_method_takes_the_files_indent(solved, companion):
    path = solved / "stage2_model.py"
    old = path.read_text("utf-8")
    tree = ast.parse(old)
    cls = next(node for node in tree.body if isinstance(node, ast.ClassDef))
    lines = old.splitlines(keepends=True)
    for number in range(cls.lineno, cls.end_lineno):
        lines[number] = lines[number].replace("    ", "  ")
    path.write_text("".join(lines), "utf-8")
    assert companion("reset", "2.3", "--submission", solved)[0] == 0
    method = path.read_text("utf-8").split("  def forward")[1]
    assert "\n" + " " * 6 + 'raise NotImplementedError("2.3 DigitCNN.forward")' in method
    ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "wrong",
    [
        "    loss = loss_fn(model(images), labels\n    return loss.item()\n",  # a bracket is left open
        '    """Half a docstring\n    return 0.0\n',
        "    for _ in range(3)\n        pass\n",
        "return 0.0 +\n",  # the body lost its indent
        "    x = 'unfinished\n      y = 2\n",
    ],
)
def test_a_file_that_python_cannot_read(wrong, solved, companion):
    path = solved / "stage3_training.py"
    before = path.read_text("utf-8")
    begin, end = span_of(before, "train_step")
    lines = before.splitlines(keepends=True)
    spoilt = "".join(
        [*lines[:begin], "def train_step(model, loss_fn, optimizer, images, labels):\n", wrong, *lines[end:]]
    )
    path.write_text(spoilt, "utf-8")
    code, text = companion("reset", "3.3", "--submission", solved)
    after = path.read_text("utf-8")
    assert code == 0 and "cannot read" not in text
    first, last = span_of(after, "train_step")
    shipped = (PRISTINE / path.name).read_text("utf-8")
    assert after.splitlines()[first:last] == shipped.splitlines()[slice(*span_of(shipped, "train_step"))]
    assert after.splitlines(keepends=True)[:first] == lines[:begin]
    assert after.splitlines(keepends=True)[last:] == lines[end:]
    assert (solved / "stage3_training.before-reset-1.py").read_text("utf-8") == spoilt


def test_a_mistake_elsewhere_is_said_and_left(solved, companion):
    path = solved / "stage3_training.py"
    path.write_text(path.read_text("utf-8").replace("def train_epoch(", "def train_epoch(("), "utf-8")
    code, text = companion("reset", "3.3", "--submission", solved)
    assert code == 0 and "Python cannot read stage3_training.py yet" in text
    after = path.read_text("utf-8")
    assert "def train_epoch((" in after and 'NotImplementedError("3.3 train_step")' in after
    assert "log.append" in after


def test_a_missing_function_comes_back(solved, companion):
    for id in ("3.3", "2.3"):
        exercise = COURSE.exercises[id]
        path = solved / exercise.file
        lines = path.read_text("utf-8").splitlines(keepends=True)
        begin, end = span_of("".join(lines), exercise.name)
        path.write_text("".join([*lines[:begin], *lines[end:]]), "utf-8")
        assert companion("reset", id, "--submission", solved)[0] == 0
        after = path.read_text("utf-8")
        shipped = (PRISTINE / path.name).read_text("utf-8")
        found = after.splitlines()[slice(*span_of(after, exercise.name))]
        assert found == shipped.splitlines()[slice(*span_of(shipped, exercise.name))]
        assert after.rstrip().endswith("main()")


def test_where_it_cannot_be_found_the_whole_file_can_be_reset(solved, companion):
    path = solved / "stage2_model.py"
    path.write_text("x = (\n", "utf-8")
    code, text = companion("reset", "2.3", "--submission", solved)
    assert code == 1 and "reset 2.3 --file" in text
    assert path.read_text("utf-8") == "x = (\n" and not list(solved.glob("*before-reset*"))
    assert companion("reset", "2.3", "--file", "--submission", solved)[0] == 0
    assert path.read_bytes() == (PRISTINE / path.name).read_bytes()
    assert (solved / "stage2_model.before-reset-1.py").read_text("utf-8") == "x = (\n"


def test_bytes_that_are_no_text_stay(solved, companion):
    path = solved / "stage3_training.py"
    path.write_bytes(b"# caf\xe9\n" + path.read_bytes())
    assert companion("reset", "3.3", "--submission", solved)[0] == 0
    assert path.read_bytes().startswith(b"# caf\xe9\n# ---\n")
    assert b'NotImplementedError("3.3 train_step")' in path.read_bytes()


def test_a_missing_file_comes_back(folder, companion):
    (folder / "stage3_training.py").unlink()
    assert companion("reset", "3.3", "--submission", folder)[0] == 0
    assert (folder / "stage3_training.py").read_bytes() == (PRISTINE / "stage3_training.py").read_bytes()


def test_a_notebook(solved, companion):
    source = (solved / "stage2_model.py").read_text("utf-8")
    (solved / "stage2_model.py").unlink()
    path = solved / "stage2_model.ipynb"
    notebook = jupytext.reads(source, "py:percent")
    jupytext.write(notebook, path)
    before = path.read_text("utf-8")
    assert companion("reset", "2.3", "--submission", solved)[0] == 0
    cells = [cell["source"] for cell in json.loads(path.read_text("utf-8"))["cells"]]
    changed = [new for new, old in zip(cells, json.loads(before)["cells"], strict=True) if new != old["source"]]
    assert len(changed) == 1
    code = "".join(changed[0])
    assert 'NotImplementedError("2.3 DigitCNN.forward")' in code and "self.conv1 = " in code
    assert (solved / "stage2_model.before-reset-1.ipynb").read_text("utf-8") == before
    assert companion("reset", "2.3", "--submission", solved)[1].count("already") == 1


def test_nothing_is_changed_where_the_copy_cannot_be_kept(solved, companion, monkeypatch):
    path = solved / "stage3_training.py"
    before = path.read_bytes()

    def full(path, why):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("coursekit.commands.reset.save_aside", full)
    code, text = companion("reset", "3.3", "--submission", solved)
    assert code == 1 and "Nothing was changed" in text and path.read_bytes() == before


def test_a_write_that_fails_leaves_the_old_text(tmp_path, monkeypatch):
    path = tmp_path / "stage1_data.py"
    path.write_bytes(b"old")

    def fail(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        files.replace_file(path, b"new")
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["4.6"], "nothing to write"),
        (["3.9"], "There is no exercise 3.9"),
        (["3.3", "--submission", "no/such/folder"], "There is no folder"),
    ],
)
def test_what_cannot_be_reset_is_said(arguments, says, companion):
    code, text = companion("reset", *arguments)
    assert code == 1 and says in text
