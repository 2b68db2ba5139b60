"""What these tests share: copies of a tiny course, and a grader of it."""

from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.warm import WarmGrader
from tests.kit.copies import copied

collect_ignore = ["course"]  # it is a course, and none of this project's tests


@pytest.fixture
def copy(tmp_path) -> Path:
    """The tiny course in a folder of its own, to be changed."""
    return copied(tmp_path / "course")


@pytest.fixture(scope="session")
def words(tmp_path_factory) -> Course:
    """The tiny course in a copy that nobody changes, the only one whose modules this process imports."""
    return Course(copied(tmp_path_factory.mktemp("tiny") / "course") / "words")


@pytest.fixture(scope="session")
def warm_words(words):
    """A grader of the tiny course that is warm already."""
    with WarmGrader(words) as grader:
        yield grader


@pytest.fixture
def submission(words, tmp_path) -> Path:
    """The tiny course's solutions, to be spoilt."""
    folder = tmp_path / "submission"
    folder.mkdir()
    for file in words.stage_files:
        (folder / file).write_bytes((words.solutions / file).read_bytes())
    return folder
