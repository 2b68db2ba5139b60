"""Notebooks made of lessons and exercises: valid, runnable, gradable; a student's work in them is kept."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from coursekit.notebooks import exercise_notebook
from tests.helpers import COURSE, SOLUTIONS

from .conftest import LESSONS


@pytest.fixture
def notebooks(tmp_path, command) -> Path:
    """The folder that `python -m grader notebooks` fills."""
    folder = tmp_path / "notebooks"
    code, text = command("notebooks", "--out", folder)
    assert code == 0 and "10 of 10 notebooks written" in text, text
    return folder


@pytest.fixture
def execute(rendered_root, monkeypatch):
    """Run a notebook in its folder, as Jupyter does; return all that it wrote, stdout and stderr apart."""
    from nbclient import NotebookClient

    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")

    def run(path: Path) -> dict[str, str]:
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
        written = {"stdout": "", "stderr": "", "pictures": 0}
        for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
            if output.output_type == "stream":
                written[output.name] += output.text
            written["pictures"] += "image/png" in output.get("data", ())
        return written

    return run


def test_notebooks_are_valid_and_fresh(notebooks):
    paths = sorted(notebooks.rglob("*.ipynb"))
    assert {path.stem for path in paths} == {*LESSONS, *(Path(file).stem for file in COURSE.stage_files)}
    for path in paths:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.metadata.kernelspec.name == "python3"
        assert "pip" in notebook.cells[0].source  # gets the course where it is missing
        assert not any(cell.get("outputs") for cell in notebook.cells)


def test_lesson_notebooks_read_without_sphinx(notebooks):
    for number, name in enumerate(LESSONS, start=1):
        text = "\n".join(
            cell.source
            for cell in nbformat.read(notebooks / "lessons" / f"{name}.ipynb", as_version=4).cells
            if cell.cell_type == "markdown"
        )
        assert "{term}" not in text and ":::" not in text and "<!--" not in text and ".py)" not in text
        assert text.count("<details>") == 2 * sum(exercise.stage == number for exercise in COURSE.exercises.values())


def test_a_lesson_notebook_runs(notebooks, execute):
    written = execute(notebooks / "lessons" / "1_data.ipynb")
    assert written["pictures"] >= 6
    assert "training examples" in written["stdout"]
    assert all(line.startswith("Data: ") for line in written["stderr"].splitlines()), written["stderr"]


FIGURES = (
    "figure = Figure(figsize=(1, 1)); figure.subplots(); figure",
    "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots(); axes.plot([1, 2]); figure",  # not twice
    "figure, axes = plt.subplots(); save_figure(figure, 'saved.png')",
    "plt.plot([1, 2]);",
)


def test_an_exercise_notebook_says_what_is_next_and_shows_figures(notebooks, execute):
    path = notebooks / "exercises" / "stage1_data.ipynb"
    number = next(
        number
        for number, cell in enumerate((c for c in nbformat.read(path, 4).cells if c.cell_type == "code"), start=1)
        if "def pixel_stats" in cell.source
    )
    change(path, lambda cells: cells.extend(nbformat.v4.new_code_cell(source) for source in FIGURES))
    written = execute(path)
    assert "Next to write: 1.1 pixel_stats\n  cell In[" in written["stdout"]
    assert f"cell In[{number}], line 12, in pixel_stats\n" in written["stdout"] and "ipykernel" not in written["stdout"]
    assert written["pictures"] == len(FIGURES)  # one of each, pyplot or not
    assert "saved saved.png" in written["stdout"]


def test_where_the_course_is_missing_and_nobody_said_where_it_is_the_first_cell_says_so(tmp_path):
    for source, says in (("", "this notebook was not told where to get it"), ("no/such/folder", "pip says above why")):
        cell = exercise_notebook(COURSE, SOLUTIONS / COURSE.stage_files[0], source).cells[0].source
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", cell], cwd=tmp_path, capture_output=True, text=True, timeout=60
        )  # -S: nothing that is installed is found
        assert done.returncode == 0 and says in done.stdout, done
        assert str(COURSE.root) not in cell  # it may be published


@pytest.fixture
def solved(tmp_path) -> Path:
    """Notebooks of the exercises as a student leaves them who solved all."""
    folder = tmp_path / "solved"
    folder.mkdir()
    for file in COURSE.stage_files:
        path = (folder / file).with_suffix(".ipynb")
        path.write_text(nbformat.writes(exercise_notebook(COURSE, SOLUTIONS / file, "nowhere")), encoding="utf-8")
    return folder


def test_a_solved_notebook_runs_beside_the_others(solved, execute):
    written = execute(solved / "stage3_training.ipynb")  # imports the notebooks of stages 1 and 2
    assert "one epoch on" in written["stdout"], written


def test_solved_notebooks_are_graded(solved, run_grader):
    code, report, text = run_grader("--submission", solved, "-m", "stage3")
    asked = {row["id"]: row["status"] for row in report["exercises"] if row["stage"] == 3}
    assert code == 0 and set(asked.values()) == {"passed"}, text


def test_what_a_student_wrote_is_kept(notebooks, command):
    mine, run_only, untouched = (notebooks / "exercises" / f"{stem}.ipynb" for stem in map(stem_of, (1, 2, 3)))
    change(mine, lambda cells: cells[-1].update(source="print('mine')"))
    change(run_only, lambda cells: cells[0].update(execution_count=1))
    broken = notebooks / "lessons" / "1_data.ipynb"
    broken.write_text("not a notebook", encoding="utf-8")
    before = mine.read_bytes()

    code, text = command("notebooks", "--out", notebooks, "--source", "git+https://example.org/course")
    assert code == 0 and "8 of 10 notebooks written" in text
    assert f"kept {mine}" in text and mine.read_bytes() == before
    assert f"kept {broken}" in text and broken.read_text(encoding="utf-8") == "not a notebook"
    for path in (run_only, untouched):
        assert "git+https://example.org/course" in nbformat.read(path, as_version=4).cells[0].source

    code, text = command("notebooks", "--out", notebooks, "--force")
    assert code == 0 and "10 of 10 notebooks written" in text and mine.read_bytes() != before


def stem_of(stage: int) -> str:
    return Path(COURSE.stage_files[stage - 1]).stem


def change(path: Path, how) -> None:
    notebook = nbformat.read(path, as_version=4)
    how(notebook.cells)
    nbformat.write(notebook, path)
