"""`python -m grader new` begins an exercise that works at once, in files that say what to fill in, or writes nothing."""

import difflib
import hashlib
import tomllib
from pathlib import Path

import pytest

from coursekit.commands.new import write_all
from coursekit.corpus import LEAST_ALTERNATIVES, LEAST_MISTAKES, read_specimen
from coursekit.course import Course
from coursekit.scaffold.insertion import NoPlaceError, with_function, with_row
from coursekit.scaffold.templates import TO_FILL_IN
from tests.course.checkouts import copied, edit, python
from tests.helpers import COURSE

NEW_FILES = [
    "grader/checks/training/clip_gradients.py",
    "grader/probes/training/clip_gradients.py",
    "tests/mistakes/clip_gradients_not_doubled.py",
    "tests/alternatives/clip_gradients_added.py",
]
CHANGED = [
    "solutions/stage3_training.py",
    "grader/course.toml",
    "exercises/stage3_training.py",
    "grader/pristine/stage3_training.py",
]
MAX = COURSE.max_score


def contents(folder: Path) -> dict[str, str]:
    """A hash of each file, but of what running leaves behind."""
    paths = [path for path in folder.rglob("*") if path.is_file() and not {"__pycache__", ".grader"} & set(path.parts)]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def new(folder: Path, *arguments) -> tuple[int, str]:
    """Run the command; the lines that it broke are whole again."""
    code, text = python(folder, "grader", "new", *arguments)
    return code, " ".join(text.split())


def added(before: str, after: str) -> list[str]:
    """The lines that were added, where nothing else was done."""
    changes = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert all(line[0] == "+" for line in changes), changes
    return [line[2:] for line in changes]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory) -> Path:
    """A copy in which nothing is ever written."""
    return copied(tmp_path_factory.mktemp("untouched") / "checkout")


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> tuple[Path, str]:
    """A copy in which 3.5 was begun, and what was printed."""
    copy = copied(tmp_path_factory.mktemp("begun") / "checkout")
    code, text = new(copy, "3.5", "clip_gradients", "--summary", 'shorten what is "too long" \\ äöü')
    assert code == 0, text
    return copy, text


@pytest.fixture
def grade(begun, rendered_root):
    """Grade 3.5 of a submission with the copy's own grader."""

    def run(submission) -> tuple[int, str]:
        command = ["pytest", "grader", "--submission", submission, "-k", "3.5", "-p", "no:cacheprovider"]
        code, text = python(begun[0], *command, DIGITS_DATA=str(rendered_root))
        return code, " ".join(text.split())

    return run


def test_it_says_what_it_wrote_and_what_comes_next(begun, untouched):
    copy, text = begun
    before, after = contents(untouched), contents(copy)
    assert sorted(set(after) - set(before)) == sorted(NEW_FILES)
    assert sorted(name for name in before if after[name] != before[name]) == sorted(CHANGED)
    for name in [*NEW_FILES, *CHANGED[:2]]:
        assert name in text and TO_FILL_IN in (copy / name).read_text(encoding="utf-8")
    assert "python -m grader check" in text and "pytest grader --submission solutions -k 3.5" in text
    assert f"All points sum up to {MAX + 5:g} now, which every report shows. If it is to stay {MAX:g}, take 5" in text


def test_the_table_and_the_solution_keep_every_line(begun, untouched):
    row, code = (
        added((untouched / name).read_text(encoding="utf-8"), (begun[0] / name).read_text(encoding="utf-8"))
        for name in ("grader/course.toml", "solutions/stage3_training.py")
    )
    course = Course(begun[0] / "grader")
    assert "[[exercise]]" in row and 'id = "3.5"' in row
    assert list(course.exercises) == sorted([*COURSE.exercises, "3.5"])
    exercise = course.exercises["3.5"]
    assert (exercise.name, exercise.points) == ("clip_gradients", 5)
    assert exercise.summary == 'shorten what is "too long" \\ äöü'
    assert "# ## 3.5 Clip gradients" in code
    text = (begun[0] / "solutions/stage3_training.py").read_text(encoding="utf-8")
    assert text.index("def train_epoch") < text.index("def clip_gradients") < text.index("# ## The stage at work")


def test_check_lists_what_is_still_to_do_and_nothing_else(begun):
    code, text = python(begun[0], "grader", "check")
    text = " ".join(text.split())
    assert code == 1
    assert f"3.5 clip_gradients has 1 of {LEAST_MISTAKES} different mistakes: write {LEAST_MISTAKES - 1} more" in text
    assert f"3.5 clip_gradients has 1 of {LEAST_ALTERNATIVES} files: write {LEAST_ALTERNATIVES - 1} more" in text
    for name in [*NEW_FILES, *CHANGED[:2]]:
        assert f"{name}: " in text
    assert text.endswith(f" {2 + len(NEW_FILES) + 2} things to do.")


def test_the_solution_passes_at_once(grade):
    code, text = grade("solutions")
    assert code == 0 and "✓ 3.5 clip_gradients 5" in text, text


def test_the_exercise_is_not_started(grade):
    code, text = grade("exercises")
    assert code == 1 and "3.5 clip_gradients (not started)" in text, text


def test_the_mistake_is_named(grade, begun, tmp_path):
    course = Course(begun[0] / "grader")
    code, text = grade(read_specimen(course, begun[0] / NEW_FILES[2]).write_submission(course, tmp_path / "mistake"))
    assert code == 1 and "not-doubled" in text and "The number came back as it was." in text, text


def test_the_other_right_way_is_accepted(grade, begun, tmp_path):
    course = Course(begun[0] / "grader")
    code, text = grade(read_specimen(course, begun[0] / NEW_FILES[3]).write_submission(course, tmp_path / "right"))
    assert code == 0, text


REFUSED = {
    "a stage that is not there": (["7.1", "clip"], "There is no stage 7, only 5: write its [[stage]] in grader/course.toml"),
    "an id that is there": (["3.3", "clip"], "3.3 is there already: train_step."),
    "an id that leaves a gap": (["3.6", "clip"], "The next exercise of stage 3 is 3.5, not 3.6."),
    "no id": (["three", "clip"], "three is no id: write the stage, a dot, and a number, such as 3.5."),
    "no identifier": (["3.5", "clip-gradients"], "'clip-gradients' cannot be a function's name in Python"),
    "a keyword": (["3.5", "class"], "'class' cannot be a function's name in Python"),
    "a name beyond ASCII": (["3.5", "größe"], "'größe' cannot be a function's name in Python"),
    "a method": (["3.5", "Net.clip"], "Net.clip is a method, and its class is yours to write: put the method"),
    "an exercise's name": (["3.5", "evaluate"], "4.1 is called evaluate: take another name."),
    "a name of the file": (["3.5", "main"], "solutions/stage3_training.py defines main already: take another name."),
    "an imported name": (["3.5", "say"], "solutions/stage3_training.py defines say already: take another name."),
    "behind another stage": (["3.5", "clip", "--after", "2.1"], "--after 2.1: stage 3 has no such exercise."),
    "no points": (["3.5", "clip", "--points", "0"], "--points 0: an exercise is worth something."),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_and_nothing_is_written(name, untouched):
    arguments, says = REFUSED[name]
    before = contents(untouched)
    code, text = new(untouched, *arguments)
    assert code == 1 and text.startswith(says), text
    assert text.endswith("Nothing was written.")
    assert contents(untouched) == before


def test_no_file_is_overwritten(tmp_path):
    copy = copied(tmp_path / "checkout")
    (copy / NEW_FILES[3]).write_text("mine\n", encoding="utf-8")
    before = contents(copy)
    code, text = new(copy, "3.5", "clip_gradients")
    assert code == 1 and text.startswith(f"{NEW_FILES[3]} is there already"), text
    assert contents(copy) == before


def test_markers_that_are_wrong_come_first(tmp_path):
    copy = copied(tmp_path / "checkout")
    edit(copy / CHANGED[0], "# BEGIN SOLUTION 3.2:", "# BEGIN SOLUTION 3.9:")
    before = contents(copy)
    code, text = new(copy, "3.5", "clip_gradients")
    assert code == 1 and "there is no exercise 3.9 in this file: mend that first." in text, text
    assert contents(copy) == before


def test_it_stands_where_it_is_wanted_and_is_worth_what_is_said(tmp_path):
    copy = copied(tmp_path / "checkout")
    code, text = new(copy, "3.5", "clip_gradients", "--after", "3.1", "--points", "2.5")
    assert code == 0 and f"All points sum up to {MAX + 2.5:g} now" in text, text
    ids = list(Course(copy / "grader").exercises)
    assert ids[ids.index("3.1") : ids.index("3.2")] == ["3.1", "3.5"]


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path):
    changed, fresh, blocked = tmp_path / "changed.py", tmp_path / "fresh.py", tmp_path / "changed.py" / "in_a_file.py"
    changed.write_text("before\n", encoding="utf-8")
    with pytest.raises(OSError):
        write_all({fresh: b"new\n", changed: b"after\n", blocked: b"new\n"})
    assert changed.read_text(encoding="utf-8") == "before\n" and not fresh.exists()


TABLE = '''# A comment at the top.

[[stage]]
title = "one"   # a comment behind

[[exercise]]
id = "1.1"
text = """
[[exercise]]
id = "1.2"
"""

# What comes now is hard.
[[exercise]]
id = "1.2" # the second
'''
ROW = '[[exercise]]\nid = "1.3"\n'


@pytest.mark.parametrize(
    ("after", "above", "below"), [("1.1", '"""', "# What comes now is hard."), ("1.2", 'id = "1.2" # the second', None)]
)
def test_a_row_is_put_behind_another_and_all_else_is_kept(after, above, below):
    lines = with_row(TABLE, ROW, after).splitlines()
    place = lines.index('id = "1.3"')
    assert lines[place - 3 : place] == [above, "", "[[exercise]]"]
    assert (lines[place + 2] if len(lines) > place + 1 else None) == below
    assert lines[: place - 2] + lines[place + 1 :] == TABLE.splitlines()
    assert [row["id"] for row in tomllib.loads("\n".join(lines))["exercise"]].index("1.3") == int(after[-1])


def test_a_table_of_another_style_is_left_alone():
    with pytest.raises(NoPlaceError):
        with_row('exercise = [{id = "1.1"}, {id = "1.2"}]\n', ROW, "1.1")


FUNCTION = "def more():\n    return 2\n"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 1\n\n\ndef main():\n    pass\n", "x = 1\n\n\nMORE\n\ndef main():\n    pass\n"),
        ("x = 1\n\n\n# It shows.\n@f\ndef main():\n    pass\n", "x = 1\n\n\nMORE\n\n# It shows.\n@f\ndef main():\n    pass\n"),
        ("x = 1\n\nif __name__ == '__main__':\n    x\n", "x = 1\n\n\nMORE\nif __name__ == '__main__':\n    x\n"),
        ("x = 1", "x = 1\n\n\nMORE"),
        ("# %%\nx = 1\n\n\n# %%\ndef main():\n    pass\n", "# %%\nx = 1\n\n\nMORE\n\n# %%\ndef main():\n    pass\n"),
        (
            "# %%\nx = 1\n\n# %% [markdown]\n# Now.\n\n# %%\ndef main():\n    pass\n",
            "# %%\nx = 1\n\n\nMORE\n# %% [markdown]\n# Now.\n\n# %%\ndef main():\n    pass\n",
        ),
        ("x = 1\r\n\r\n\r\ndef main():\r\n    pass\r\n", "x = 1\r\n\r\n\r\nMORE\r\n\r\ndef main():\r\n    pass\r\n"),
    ],
    ids=["main", "decorated", "guard", "neither", "cell", "announced", "crlf"],
)  # fmt: skip
def test_a_function_is_put_before_main(source, expected):
    end = "\r\n" if "\r\n" in source else "\n"
    assert with_function(source, FUNCTION) == expected.replace("MORE", FUNCTION.replace("\n", end))
