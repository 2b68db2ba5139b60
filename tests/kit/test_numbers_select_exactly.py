"""`-k 3.1` is that exercise and not 3.10, `-k 1` stage 1 and not stage 10; names are found as pytest finds them."""

import subprocess
import sys

import pytest

from coursekit.course import Course
from coursekit.judge.selection import likely_stages, with_exact_numbers
from tests.kit.copies import copied

STAGE = '[[stage]]\ntitle = "words"\nfile = "stage{}_words.py"\n'
EXERCISE = (
    '[[exercise]]\nid = "{}"\nname = "{}"\nsummary = ""\npoints = 1\nminutes = 1\ndifficulty = 1\nhints = ["a", "b"]\n'
)
NAMES = {"1.1": "count_1", "1.10": "count_words", "1.11": "count_all", "10.1": "most_common", "11.1": "stage1_again"}


SELECTED = {
    "1.1": {"1.1"},
    "1.10": {"1.10"},
    "1": {"1.1", "1.10", "1.11"},
    "stage1": {"1.1", "1.10", "1.11"},
    "(1.1) or 10": {"1.1", "10.1"},
    "1 and not 1.1": {"1.10", "1.11"},
    "2": set(),
    "1.2": set(),
    "count": {"1.1", "1.10", "1.11"},
    "count_1": {"1.1"},
    "stage1_again": {"11.1"},
    "1.1 or Count_Words": {"1.1", "1.10"},
}
# All in one process, which is faster.
COLLECT = """\
import sys, pytest
for keyword in sys.argv[1:]:
    print("-k", keyword)
    pytest.main(["words", "--collect-only", "-q", "-k", keyword])
"""


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """The folder of a course with eleven stages, and more than ten exercises in the first."""
    folder = copied(tmp_path_factory.mktemp("large") / "course")
    stages = [STAGE.format(number) for number in range(1, 12)]
    rows = [EXERCISE.format(*row) for row in NAMES.items()]
    (folder / "words" / "course.toml").write_text("\n".join([*stages, *rows]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def collected(large):
    """What pytest collects, as it prints it, for each of the keywords."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", COLLECT, *SELECTED], cwd=large, capture_output=True, encoding="utf-8", timeout=300
    )
    return dict(zip(SELECTED, done.stdout.split("-k ")[1:], strict=True))


@pytest.mark.parametrize("keyword", SELECTED)
def test_what_is_selected(keyword, collected):
    found = {id for id, name in NAMES.items() if f"words::{name}\n" in collected[keyword]}
    assert found == SELECTED[keyword], collected[keyword]


@pytest.mark.parametrize(
    ("keyword", "stages"), [("1.1", [1]), ("10", [10]), ("count_w", [1]), ("1 or 10", None), ("", None)]
)
def test_what_the_worker_warms_up_for(keyword, stages, large):
    course = Course(large / "words")
    assert likely_stages(course, with_exact_numbers(keyword, course), "") == stages
