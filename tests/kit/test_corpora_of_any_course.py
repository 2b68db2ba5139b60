"""What students of another course write: every mistake is named, every other right way accepted."""

import pytest

from coursekit.corpus import ALTERNATIVES, MISTAKES, read_corpus
from coursekit.course import Course
from coursekit.judge.check import load_check
from tests.helpers import graded, row_of, statuses
from tests.kit.copies import TINY

COURSE = Course(TINY / "words")  # for its corpora alone: its modules are never imported


@pytest.mark.parametrize("specimen", read_corpus(COURSE, MISTAKES), ids=lambda specimen: specimen.path.stem)
def test_a_mistake_is_named(specimen, words, warm_words, tmp_path):
    report, text = graded(warm_words, specimen.write_submission(words, tmp_path / "submission"))
    row = row_of(report, specimen.exercise)
    assert row["status"] in ("failed", "crashed") and row["mistake"] == specimen.mistake, row["message"]
    assert statuses(report)["1.1"] == ("passed" if specimen.exercise == "1.2" else row["status"])
    assert "The grader itself" not in text


@pytest.mark.parametrize("specimen", read_corpus(COURSE, ALTERNATIVES), ids=lambda specimen: specimen.path.stem)
def test_another_right_way_is_accepted(specimen, words, warm_words, tmp_path):
    report, _ = graded(warm_words, specimen.write_submission(words, tmp_path / "submission"))
    assert report["score"] == 5, [row["message"] for row in report["exercises"]]


@pytest.mark.parametrize("id", COURSE.exercises)
def test_every_mistake_of_a_check_was_really_written(id, words):
    written = {specimen.mistake for specimen in read_corpus(COURSE, MISTAKES) if specimen.exercise == id}
    assert {mistake.slug for mistake in load_check(words, words.exercises[id]).mistakes} <= written
