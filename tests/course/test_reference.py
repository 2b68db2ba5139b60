"""The course's own files: the solutions score 100, the stubs 0, and the stubs are what the solutions give."""

import ast
import subprocess
import sys

import jupytext
import pytest

from coursekit.holes import MarkerError, find_holes, make_stub
from tests.helpers import COURSE, EXERCISES, ROOT, SOLUTIONS, WITH_A_HOLE, graded, row_of, statuses

RACE = COURSE.exercises["5.3"].points  # graded on request


def test_solutions_score_100_on_mnist(run_grader, mnist_root):
    code, report, text = run_grader("--submission", "solutions", DIGITS_DATA=str(mnist_root))
    assert (code, report["score"], report["data"]) == (0, COURSE.max_score, "mnist"), text
    assert set(statuses(report).values()) == {"passed"} and report["bonus"]["score"] == COURSE.max_bonus - RACE


def test_solutions_score_100_on_drawn_digits(run_grader):
    code, report, text = run_grader("--submission", "solutions")
    assert (code, report["score"], report["data"]) == (0, COURSE.max_score, "rendered"), text


def test_stubs_score_0(run_grader):
    code, report, _ = run_grader()
    assert (code, report["score"], report["submission"]) == (1, 0.0, "exercises")
    expected = {
        row.id: "blocked" if row.requires else "not_started" for row in COURSE.exercises.values() if not row.on_request
    }
    assert statuses(report) == expected


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_each_stub_alone_is_not_started(id, warm, submission):
    """With all else solved, an exercise whose holes are open is not started, and only what requires it is blocked."""
    exercise = COURSE.exercises[id]
    source = (SOLUTIONS / exercise.file).read_text(encoding="utf-8")
    (submission / exercise.file).write_text(make_stub(COURSE, source, exercise.file, only=id), encoding="utf-8")
    rows = [row for row in COURSE.exercises.values() if row.stage == exercise.stage and not row.nothing_to_write]
    ids = [row.id for row in rows if not row.on_request or row.id == id]
    report, _ = graded(warm, submission, ids, passed=set(COURSE.exercises) - set(ids))
    assert row_of(report, id)["status"] == "not_started"
    for row in COURSE.exercises.values():
        if row.id in ids and row.id != id:
            assert row_of(report, row.id)["status"] == ("blocked" if id in row.requires else "passed")


def test_exercises_are_what_the_solutions_give():
    done = subprocess.run(
        [sys.executable, "-m", "grader", "stubs", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", COURSE.stage_files)
def test_an_exercise_file_holds_no_line_of_a_solution(file):
    lines = (SOLUTIONS / file).read_text(encoding="utf-8").splitlines()
    stub = [line.strip() for line in (EXERCISES / file).read_text(encoding="utf-8").splitlines()]
    for hole in find_holes(COURSE, lines, file):
        for line in lines[hole.begin + 1 : hole.end]:
            assert not line.strip() or line.strip() not in stub


@pytest.mark.parametrize("file", COURSE.stage_files)
def test_an_exercise_file_opens_as_a_notebook(file):
    notebook = jupytext.read(EXERCISES / file)
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert {cell.cell_type for cell in notebook.cells} == {"markdown", "code"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            ast.parse(cell.source)


def test_an_exercise_file_runs_up_to_its_first_todo(tmp_path, rendered_root):
    for file, first in [("stage1_data.py", "1.1 pixel_stats"), ("stage2_model.py", "2.1 conv_output_size")]:
        command = [sys.executable, EXERCISES / file, "--data", rendered_root, "--out", tmp_path]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 1
        assert f"Next to write: {first}" in done.stdout
        assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("# BEGIN SOLUTION 1.1: a\nx = 1\n", "1: BEGIN without an END"),
        ("# END SOLUTION\n", "1: END without a BEGIN"),
        ("# BEGIN SOLUTION 1.1: a\n# BEGIN SOLUTION 1.2: b\n", "2: BEGIN inside the hole that begins in line 1"),
        ("# BEGIN SOLUTION 9.9: a\n", "1: there is no exercise 9.9 in this file"),
        ("# BEGIN SOLUTION 3.3: a\n", "1: there is no exercise 3.3 in this file"),
        ("# BEGIN SOLUTION\n", "1: write the marker as"),
        ("# BEGIN SOLUTION 1.1: a\nx = 1\n# END SOLUTION 1.1\n", "3: nothing may follow"),
        ("x = 1  # END SOLUTION\n", "1: a marker must have the whole line"),
    ],
)
def test_a_bad_marker_is_an_error_with_its_place(source, problem):
    with pytest.raises(MarkerError) as error:
        make_stub(COURSE, source, "stage1_data.py")
    assert f"stage1_data.py:{problem}" in str(error.value)


def test_every_exercise_has_two_hints():
    for exercise in COURSE.exercises.values():
        assert len(exercise.hints) == 2 and all(exercise.hints)
        assert set(exercise.requires) < set(COURSE.exercises)


def test_this_course_is_worth_100_points():
    """The contract of the class-grading tools; everywhere else the table's number counts."""
    assert sum(exercise.points for exercise in COURSE.exercises.values() if not exercise.bonus) == 100
