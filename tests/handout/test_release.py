"""`python -m COURSE release DIR`: what students get, and that no solution is in it."""

import re
import tomllib
from pathlib import Path

import pytest

from coursekit.commands import AUTHORS, GRADERS, NEED_SOLUTIONS, STUDENTS, main
from coursekit.course import TABLE, Course
from coursekit.handout.choice import HandoutError, read_choice
from coursekit.handout.table import table_with
from coursekit.holes import find_holes
from tests.course.checkouts import python
from tests.helpers import COURSE, ROOT
from tests.kit.copies import copied, edit, run_companion, run_pytest

# A line of a solution is a line of code between BEGIN SOLUTION and END SOLUTION, without its comment. None may stand in a
# release, whatever the kind of file, but for these. They are idioms: the course's own subject, in the words in which
# PyTorch's documentation has it. What makes a solution is where they stand.
TAUGHT = {  # the lessons show them, on other networks and other data; and what is computed to judge needs them
    "with torch.no_grad():", "optimizer.zero_grad()", "loss.backward()", "optimizer.step()", "model.train()", "model.eval()",
}  # fmt: skip
COMPUTED = {  # the checks compute right answers with them: a release must grade
    "log_probs = model(images)", "loss = loss_fn(model(images), labels)", "seen += len(images)",
    "if parameter.grad is not None:",
}  # fmt: skip
GIVEN = {  # what is to be written in stage 3 is given code in stage 4
    "images, labels = images.to(device), labels.to(device)": "stage4_evaluation.py",
}
JUDGES = ("grader/checks/", "grader/probes/")


def solution_lines(course: Course, without=()) -> dict[str, str]:
    """The lines of code that students write, with the exercise of each."""
    found = {}
    for file in course.stage_files:
        lines = (course.solutions / file).read_text(encoding="utf-8").splitlines()
        for hole in find_holes(course, lines, file):
            for line in lines[hole.begin + 1 : hole.end]:
                code = line.split("  #")[0].strip()
                if code and not code.startswith("#") and hole.id not in without:
                    found[code] = hole.id
    return found


def found_in(folder: Path, lines) -> set[tuple[str, str]]:
    """Every (line, file) where a line stands in the bytes of a file, of any kind."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {(line, name) for line in lines for name, data in files.items() if line.encode() in data}


def is_allowed(line: str, file: str) -> bool:
    if line in TAUGHT:
        return file.startswith(("lessons/", *JUDGES))
    return (line in COMPUTED and file.startswith(JUDGES[0])) or (line in GIVEN and file.endswith(GIVEN[line]))


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "students"
    assert main(COURSE.folder, ["release", str(folder)]) == 0
    return folder


def test_no_line_of_a_solution_is_in_it(edition):
    found = found_in(edition, solution_lines(COURSE))
    assert {(line, file) for line, file in found if not is_allowed(line, file)} == set()
    assert {line for line, _ in found} == TAUGHT | COMPUTED | set(GIVEN)  # no exception is kept that none needs


def test_a_line_that_slipped_in_would_be_found(edition, tmp_path):
    line = next(line for line, id in solution_lines(COURSE).items() if id == "2.4")
    (tmp_path / "notes.bin").write_bytes(b"\0\1 " + line.encode() + b"\xff")
    assert found_in(tmp_path, solution_lines(COURSE)) == {(line, "notes.bin")}
    assert not is_allowed(line, "notes.bin") and not is_allowed("loss.backward()", "exercises/stage3_training.py")


def test_it_has_what_students_need_and_nothing_else(edition):
    assert {path.name for path in edition.iterdir()} == {
        ".github", ".gitignore", ".vscode", "LICENSE", "README.md", "coursekit", "digits", "docs", "exercises", "grader", "lessons",
        "pyproject.toml",
    }  # fmt: skip
    names = [path.name for path in edition.rglob("*")]
    assert not [name for name in names if name in ("__pycache__", ".git", "solutions", "tests", "benchmarks")]
    assert {Path(name).suffix for name in names} <= {
        "", ".css", ".html", ".js", ".json", ".md", ".png", ".py", ".safetensors", ".sh", ".svg", ".toml", ".yml",
    }  # fmt: skip
    for file in COURSE.stage_files:
        stub = (COURSE.pristine / file).read_bytes()
        assert (edition / "exercises" / file).read_bytes() == stub == (edition / "grader/pristine" / file).read_bytes()


def test_its_readme_is_for_students(edition):
    text = (edition / "README.md").read_text(encoding="utf-8")
    assert "## The student's way" in text and "There are 18 exercises for 100 points" in text
    assert "grade.yml" in text and "<!--" not in text and "\n\n\n" not in text
    for word in ("instructor", "solutions", "tests/", "CONTRIBUTING", "benchmarks", "pytest -n", "[dev]"):
        assert word not in text
    targets = [a or b for a, b in re.findall(r'\]\(([^)#]+)[^)]*\)|src="([^"]+)"', text)]
    assert [each for each in targets if "://" not in each and not (edition / each).is_file()] == []
    assert "tests" not in (edition / "pyproject.toml").read_text(encoding="utf-8").replace('testpaths = ["tests"]', "")


def test_it_grades_and_its_help_shows_what_works_there(edition, rendered_root):
    code, text = python(edition, "grader", "--help")
    assert code == 0 and all(f"\n  {name} " in text for name in {*STUDENTS, *GRADERS} - set(NEED_SOLUTIONS))
    assert not [name for name in (*AUTHORS, *NEED_SOLUTIONS, "calibrate", "authors") if f"\n  {name} " in text]
    code, text = python(edition, "grader", "calibrate")
    assert code == 1 and text.startswith("There is no ") and "a student edition has not" in text
    code, text = python(edition, "pytest", "grader", "-k", "2", DIGITS_DATA=str(rendered_root), GITHUB_ACTIONS="true")
    assert code == 1 and "Total: 0 of 100 points" in text and "Next: 2.1 conv_output_size (not started)" in text
    assert "::" not in text  # what only a GitHub workflow reads is asked for by --github
    assert text.count("not started") + text.count("blocked") == 5  # of each exercise, and of the next once more


def test_exercises_are_left_out_and_points_changed(tmp_path, capsys):
    folder = tmp_path / "students"
    assert main(COURSE.folder, ["release", str(folder), "--without", "4.3, 2.4", "--points", "3.3=15,2.1=1"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "16 exercises for 91 points" in said and re.search(r"lessons/2_model_and_loss\.py:\d+ \(2\.4\)", said)
    made = Course(folder / "grader")
    assert list(made.exercises) == [id for id in COURSE.exercises if id not in ("2.4", "4.3")] and made.max_score == 91
    assert {id: row.points for id, row in made.exercises.items() if row != COURSE.exercises[id]} == {
        "2.1": 1,
        "3.3": 15,
    }
    tables = [(each / "course.toml").read_text(encoding="utf-8") for each in (COURSE.folder, made.folder)]
    comments = [[line for line in text.splitlines() if line.startswith("#")] for text in tables]
    assert comments[0] == comments[1]
    found = found_in(folder, solution_lines(COURSE))
    own = {(line, file) for line, file in found if not is_allowed(line, file)}
    lines = {line for line, id in solution_lines(COURSE).items() if id in ("2.4", "4.3")}
    assert {line for line, _ in own} == lines  # by intention: later code needs them
    assert {Path(file).name for _, file in own} == {"stage2_model.py", "stage4_evaluation.py"}
    text = (folder / "exercises" / "stage2_model.py").read_text(encoding="utf-8")
    assert "return -picked.mean()" in text and "TODO 2.4" not in text and "TODO 2.3" in text
    for page, says in {
        "README.md": "are 16 exercises for 91 points",
        "lessons/index.md": "16 exercises, worth 91 points",
    }.items():
        assert says in (folder / page).read_text(encoding="utf-8")


def test_a_bonus_can_be_left_out_as_a_whole(tmp_path, capsys, rendered_root):
    """Its file comes filled in, as a program to be run, and no report speaks of it."""
    bonus = [id for id, exercise in COURSE.exercises.items() if exercise.bonus]
    assert main(COURSE.folder, ["release", str(tmp_path / "students"), "--without", ",".join(bonus)]) == 0
    assert f"{len(COURSE.exercises) - len(bonus)} exercises for 100 points" in " ".join(capsys.readouterr().out.split())
    stage5 = (tmp_path / "students" / "exercises" / "stage5_speed.py").read_text(encoding="utf-8")
    assert "# TODO 5." not in stage5 and "NotImplementedError" not in stage5
    code, text = python(tmp_path / "students", "pytest", "grader", DIGITS_DATA=str(rendered_root))
    assert code == 1 and "Total: 0 of 100 points" in text and "onus" not in text


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--without", "4.1"], "4.2 requires 4.1; 4.6 requires 4.1. Leave out all of them, --without 4.1,4.2,4.6, or none."),
        (["--without", "9.9"], "--without: there is no exercise 9.9."),
        (["--without", "2.1,2.2,2.3,2.4,4.6"], "nothing of stage 2 (model and loss) would be left"),
        (["--points", "3.3"], "3.3=: points are a whole number between 1 and 1000, such as 3.3=5"),
        (["--points", "3.3=1.5"], "points are a whole number"),
        (["--points", "3.3=-1"], "points are a whole number"),
        (["--points", "8=3"], "--points: there is no exercise 8."),
        (["--points", "2.4=3", "--without", "2.4"], "2.4 is left out, so it has no points."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(options, says, tmp_path, capsys):
    assert main(COURSE.folder, ["release", str(tmp_path / "students"), *options]) == 1
    said = capsys.readouterr().out
    assert says in said and said.endswith("Nothing was written.\n") and list(tmp_path.iterdir()) == []


def test_every_exercise_can_be_left_out_or_is_refused_with_the_whole_list():
    for id in COURSE.exercises:
        wanted = id
        try:
            choice = read_choice(COURSE, id, "")
        except HandoutError as error:
            wanted = re.search(r"--without ([\d.,]+), or none", str(error))[1]
            choice = read_choice(COURSE, wanted, "")
        rows = tomllib.loads(table_with((COURSE.folder / TABLE).read_text(encoding="utf-8"), choice))["exercise"]
        assert set(COURSE.exercises) - {row["id"] for row in rows} == set(wanted.split(","))


def test_nothing_is_overwritten(tmp_path, capsys):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(COURSE.folder, ["release", str(tmp_path)]) == 1
    assert main(COURSE.folder, ["release", str(tmp_path / "mine.txt")]) == 1
    assert capsys.readouterr().out.count("Nothing was written.") == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_another_course_is_handed_out_and_grades(tmp_path):
    course, folder = copied(tmp_path / "course"), tmp_path / "empty"
    folder.mkdir()
    (course / "words" / "__pycache__").mkdir(exist_ok=True)
    (course / "words" / "__pycache__" / "leak.pyc").write_bytes((course / "solutions/stage1_words.py").read_bytes())
    edit(course / "words" / "course.toml", '[[exercise]]\nid = "1.2"', '# the last one\n[[exercise]]\nid = "1.2"')
    code, text = run_companion(course, "release", folder, "--without", "1.2", "--points", "1.1=9")
    assert code == 0 and "1 exercise for 9 points" in " ".join(text.split())
    given = [line for line, id in solution_lines(Course(course / "words")).items() if id == "1.2"]
    found = {each for each in found_in(folder, solution_lines(Course(course / "words"))) if "/checks/" not in each[1]}
    assert found == {(line, f"{place}/stage1_words.py") for line in given for place in ("exercises", "words/pristine")}
    assert "the last one" not in (folder / "words" / "course.toml").read_text(encoding="utf-8")
    code, report, _ = run_pytest(folder)
    assert (
        code == 1 and report["max_score"] == 9.0 and [row["status"] for row in report["exercises"]] == ["not_started"]
    )
    code, text = run_companion(course, "release", tmp_path / "again", "--without", "1.1")
    assert code == 1 and "1.2 requires 1.1" in text


@pytest.mark.parametrize(
    ("where", "new", "says"),
    [
        ("words/course.toml", ('"data"]', '"data", "nowhere"]'), "course.toml names nowhere, and there is none in"),
        ("solutions/stage1_words.py", ("END SOLUTION\n    return", "END\n    return"), "stage1_words.py:"),
        ("README.md", None, "README.md: the mark '<!-- not for students' has no other half."),
    ],
)  # fmt: skip
def test_a_course_that_cannot_be_handed_out_says_why(where, new, says, tmp_path, capsys):
    course = copied(tmp_path / "course")
    if new:
        edit(course / where, *new)
    else:
        (course / where).write_text("# Words\n\n<!-- not for students -->\nsecret\n", encoding="utf-8")
    assert main(course / "words", ["release", str(tmp_path / "students")]) == 1
    assert says in capsys.readouterr().out and [path.name for path in tmp_path.iterdir()] == ["course"]


def test_the_project_s_readme_has_both_ways():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count("<!-- not for students -->") == text.count("<!-- for students again -->") == 3
