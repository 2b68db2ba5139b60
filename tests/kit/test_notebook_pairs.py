"""A stage file and its notebook in exercises/ are one, whichever is edited; the grader finds its way from there. About 15 s: two runs."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

from coursekit.commands import main
from coursekit.commands.watch import Watcher
from coursekit.course import Course
from coursekit.pairs import keep_in_step

from .copies import copied

HOLES = {
    "count_words": (
        '        raise NotImplementedError("1.1 count_words")\n',
        "        word = piece.strip(PUNCTUATION).lower()\n        if word:\n"
        "            counts[word] = counts.get(word, 0) + 1\n",
    ),
    "most_common": (
        '    raise NotImplementedError("1.2 most_common")',
        "    words = count_words(text).items()\n    return sorted(words, key=lambda pair: (-pair[1], pair[0]))[:count]",
    ),
}


@pytest.fixture
def course(tmp_path) -> Path:
    """A checkout of the tiny course, with its exercises as notebooks too."""
    folder = copied(tmp_path / "course")
    (folder / "lessons").mkdir()
    assert main(folder / "words", ["notebooks"]) == 0
    assert (folder / "exercises" / "stage1_words.ipynb").is_file()
    return folder


def solve_in_notebook(path: Path, *names: str) -> None:
    """Write functions in a notebook, run nothing, and save that file alone, as VS Code does."""
    notebook = nbformat.read(path, as_version=4)
    for name in names:
        [cell] = [cell for cell in notebook.cells if HOLES[name][0] in cell.source + "\n"]
        cell.source = (cell.source + "\n").replace(*HOLES[name]).rstrip("\n")
    nbformat.write(notebook, path)


def solve_in_file(path: Path, name: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert HOLES[name][0] in text
    path.write_text(text.replace(*HOLES[name]), encoding="utf-8")


def grade_from(folder: Path, *command: str) -> tuple[int, str]:
    """Type a command in a folder, as in a terminal there and as a notebook's `!` line."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout


def printed_by(folder: Path, cell: str, monkeypatch) -> str:
    """Run a cell of a notebook that lies in a folder, as Jupyter does, in an environment that is activated."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.setenv("COLUMNS", "200")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    text = "".join(output.text for output in notebook.cells[0].outputs)
    return re.sub(r"\x1b\[\d*[mK]|\r", "", text)  # Jupyter's shell lines are in colour


def in_step(course: Path) -> bool:
    """Whether the two have the same code; nothing of the course's is asked."""
    cells = nbformat.read(course / "exercises" / "stage1_words.ipynb", as_version=4).cells
    text = (course / "exercises" / "stage1_words.py").read_text(encoding="utf-8")
    return all(cell.source in text for cell in cells if cell.cell_type == "code" and cell.source)


def test_a_student_who_works_in_the_notebook(course, monkeypatch):
    exercises, notebook = course / "exercises", course / "exercises" / "stage1_words.ipynb"
    expected = (exercises / "stage1_words.py").read_text(encoding="utf-8")
    keep_in_step(Course(course / "words"))
    assert (exercises / "stage1_words.py").read_text(encoding="utf-8") == expected  # nothing to bring up to date
    solve_in_notebook(notebook, "count_words")
    text = printed_by(exercises, "!pytest words", monkeypatch)
    assert "Next: 1.2 most_common (not started)" in text
    assert re.search(r"Edit +stage1_words.py:\d+\n +Or in +stage1_words.ipynb, code cell 3, line 13\n", text), text
    assert "stage1_words.py was brought up to date with stage1_words.ipynb, which you edited." in text
    assert "stage1_words.py counts; the notebook beside it is in step." in text and "not read" not in text
    assert in_step(course)
    assert (exercises / "stage1_words.py").read_text(encoding="utf-8") == expected.replace(
        *HOLES["count_words"]
    )  # and not a character besides
    assert (course / ".words" / "last.json").is_file()  # these are the student's own


def test_a_student_who_works_in_the_file(course, capsys):
    notebook = course / "exercises" / "stage1_words.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))
    cells["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "kept"}]
    notebook.write_text(json.dumps(cells), encoding="utf-8")
    solve_in_file(course / "exercises" / "stage1_words.py", "count_words")
    notes = keep_in_step(Course(course / "words")).notes
    assert len(notes) == 1 and notes[0].startswith("stage1_words.ipynb was brought up to date with stage1_words.py")
    assert in_step(course) and "kept" in notebook.read_text(encoding="utf-8")
    assert main(course / "words", ["reset", "1.1"]) == 0 and in_step(course)  # of the .py; the notebook goes with it
    assert "1.1 count_words" in notebook.read_text(encoding="utf-8")


def test_watch_judges_a_notebook_that_was_saved(course):
    grader = SimpleNamespace(course=Course(course / "words"), data=SimpleNamespace(root=None), asked=[])
    grader.grade = lambda submission, ids, observers, passed: grader.asked.append((submission, ids))
    watcher = Watcher(grader, course / "exercises", None, io.StringIO())
    watcher.begin()
    solve_in_notebook(course / "exercises" / "stage1_words.ipynb", "most_common")
    watcher.look({"stage1_words.ipynb"})
    assert grader.asked == [(None, ["1.1", "1.2"]), (None, ["1.2"])] and in_step(course)
    watcher.look({"stage1_words.py"})  # the system tells of the .py that was brought up to date
    assert len(grader.asked) == 2


def test_where_both_were_edited_nothing_is_lost(course):
    file, notebook = (course / "exercises" / f"stage1_words.{end}" for end in ("py", "ipynb"))
    solve_in_file(file, "count_words")
    solve_in_notebook(notebook, "most_common")
    before = file.read_bytes(), notebook.read_bytes()
    pairs = keep_in_step(Course(course / "words"))
    assert "both edited, and differ. The .py is what is graded." in pairs.notes[0] and pairs.in_step == []
    assert (file.read_bytes(), notebook.read_bytes()) == before
    file.unlink()  # as the note says, to go on with the other
    assert keep_in_step(Course(course / "words")).notes == [] and not file.exists()


def test_a_notebook_that_is_no_pair_changes_nothing(course):
    file, notebook = (course / "exercises" / f"stage1_words.{end}" for end in ("py", "ipynb"))
    before = file.read_bytes()
    for settings in ({}, {"jupytext": {"formats": "ipynb"}}):
        other = nbformat.read(notebook, as_version=4)
        other.metadata = settings
        other.cells[1].source = "mine = 1"
        nbformat.write(other, notebook)
        assert keep_in_step(Course(course / "words")).in_step == [] and file.read_bytes() == before
    notebook.write_text("no notebook", encoding="utf-8")
    assert keep_in_step(Course(course / "words")).in_step == [] and file.read_bytes() == before


def test_notebooks_elsewhere_are_graded_where_they_lie(course):
    assert main(course / "words", ["notebooks", "--out", str(course / "notebooks")]) == 0
    folder = course / "notebooks" / "exercises"
    solve_in_notebook(folder / "stage1_words.ipynb", "count_words")
    for name in ("torch.py", "conftest.py"):
        (folder / name).write_text("raise SystemExit('it was imported')", encoding="utf-8")
    command = sys.executable, "-m", "pytest", "words", "-k", "1.1"
    code, text = grade_from(folder, *command)
    assert code == 0 and "it was imported" not in text, text
    (folder / "pytest.ini").write_text("[pytest]\naddopts = --co\n", encoding="utf-8")
    code, text = grade_from(folder, *command)
    assert code == 4 and "There is no words here. Type: cd " in text
    assert text.strip().endswith(f"and then: pytest words --submission {folder}")


def test_a_node_id_is_taken_as_editors_give_it(course):
    node = f"{course / 'words'}::count_words"
    command = sys.executable, "-P", "-m", "pytest", f"--rootdir={course}", "--capture=no", "--collect-only", "-q"
    code, text = grade_from(course, *command, node)
    assert code == 0 and "words::count_words\n" in text and "1/2 tests collected (1 deselected)" in text
    code, text = grade_from(course, *command, node, node.replace("count_words", "most_common"))
    assert code == 0 and "words::count_words\nwords::most_common\n" in text
