"""A course's data.py tells the engine where its data are, what they are called, and what no submission may read."""

import os

import pytest

from coursekit.data import Data
from coursekit.judge.run import Run
from coursekit.report.json_file import report_as_dict
from tests.helpers import append, graded, row_of, statuses
from tests.kit.copies import CONFINED

THIRTY_WORDS = """
def count_words(text):
    words = [word.strip(PUNCTUATION).lower() for word in text.split()[:30]]
    return {word: words.count(word) for word in words if word}
"""
LOOKS_AROUND = """
import os

right = count_words

def count_words(text):
    assert "WORDS_DATA" not in os.environ
    return right(text)
"""


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Other stories, in a folder that the course's variable names."""
    folder = tmp_path / "fables"
    folder.mkdir()
    (folder / "story.txt").write_text("A hen.", encoding="utf-8")
    (folder / "held_back.txt").write_text("A fox, a fox!", encoding="utf-8")
    monkeypatch.setenv("WORDS_DATA", str(folder))
    return folder


def graded_with_data_found_anew(warm_words, submission) -> dict:
    """Grade in the warm worker, with data that are looked for now."""
    course = warm_words.course
    return report_as_dict(Run(course, submission, warm_words.worker, Data(course)).grade())


def test_an_afterwards_asks_of_them(warm_words, submission):
    """Right for what is drawn, and wrong on the longer story that is held back."""
    append(submission, "stage1_words.py", THIRTY_WORDS)
    report, text = graded(warm_words, submission, ["1.1"])
    row = row_of(report, "1.1")
    assert (row["status"], row["mistake"], report["data"]) == ("failed", None, "stories"), text
    assert row["message"].startswith("Called    count_words(text) on a story that you have not seen")


def test_they_may_lie_elsewhere(elsewhere, warm_words, submission):
    append(submission, "stage1_words.py", THIRTY_WORDS)
    report = graded_with_data_found_anew(warm_words, submission)
    assert (report["score"], report["data"]) == (5, "fables")


def test_a_submission_does_not_see_the_variable(elsewhere, warm_words, submission):
    assert "WORDS_DATA" in os.environ
    append(submission, "stage1_words.py", LOOKS_AROUND)
    assert graded_with_data_found_anew(warm_words, submission)["score"] == 5


@pytest.mark.skipif(not CONFINED, reason="this system has no Landlock")
def test_what_is_held_back_elsewhere_cannot_be_read(elsewhere, warm_words, submission):
    steal = f"def count_words(text):\n    return open({str(elsewhere / 'held_back.txt')!r}).read()\n"
    append(submission, "stage1_words.py", steal)
    report = graded_with_data_found_anew(warm_words, submission)
    assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"}
    message = row_of(report, "1.1")["message"]
    assert "FileNotFoundError" in message or "PermissionError" in message  # as well as this machine shuts it in


def test_data_that_are_none_cost_what_asks_of_them(elsewhere, warm_words, submission):
    (elsewhere / "held_back.txt").unlink()
    report = graded_with_data_found_anew(warm_words, submission)
    assert (statuses(report), report["data"]) == ({"1.1": "crashed", "1.2": "blocked"}, "")
    assert row_of(report, "1.1")["message"].startswith(f"There is no held_back.txt in {elsewhere}. WORDS_DATA names")
