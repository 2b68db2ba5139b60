"""Naming the mistake never costs the verdict: what goes wrong meanwhile is the grader's own, and is told apart."""

import pytest

from coursekit.judge.mistakes import Mistake
from coursekit.report.summary import FAULTS
from tests.helpers import append, graded, row_of
from tests.kit.copies import edit, run_pytest

EMPTY = "def count_words(text):\n    return {}\n"  # wrong, in a way that has no name
CASE_KEPT = "def count_words(text):\n    words = [word.strip(PUNCTUATION) for word in text.split()]\n"
CASE_KEPT += "    return {word: words.count(word) for word in words if word}\n"
NOT_BEGUN = "def count_words(text):\n    counts = {}\n    for word in text.split():\n        counts[word] += 1\n"
NOT_BEGUN += "    return counts\n"


@pytest.fixture
def check(words):
    """The module of the check of 1.1."""
    return words.import_module("checks.words.count_words")


def test_a_simulation_that_raises_leaves_the_verdict_without_a_name(copy):
    file = copy / "words" / "checks" / "words" / "count_words.py"
    edit(file, "    counts = {}\n", "    counts = {} if add else 1 / 0\n")
    append(copy / "solutions", "stage1_words.py", EMPTY)
    code, report, text = run_pytest(copy, "--submission", "solutions", "--debug")
    row = row_of(report, "1.1")
    assert (code, row["status"], row["mistake"]) == (1, "failed", None), text
    assert "nothing of that name" in row["message"]
    assert "Why" not in row["message"] and "ZeroDivisionError" not in row["message"]
    summary, told, behind = text.partition(FAULTS)
    assert told and "ZeroDivisionError" not in summary and "Traceback" not in summary
    assert "1.1: Traceback" in behind and "ZeroDivisionError: division by zero" in behind
    assert f'{file}", line' in behind


def test_a_simulation_that_raises_does_not_hide_another_mistake(check, warm_words, submission, monkeypatch):
    monkeypatch.setattr(check, "Raises", None)  # to be called: of this the mistake count-not-begun makes a TypeError
    append(submission, "stage1_words.py", CASE_KEPT)
    report, text = graded(warm_words, submission, ["1.1"])
    assert (row_of(report, "1.1")["status"], row_of(report, "1.1")["mistake"]) == ("failed", "case-kept"), text
    assert FAULTS in text


def test_a_simulation_that_raises_is_not_taken_for_what_the_student_raised(check, warm_words, submission, monkeypatch):
    """It raises a KeyError by itself, and so does the student's code: that is no proof of anything."""
    monkeypatch.setattr(check, "Raises", {}.__getitem__)
    append(submission, "stage1_words.py", NOT_BEGUN)
    report, text = graded(warm_words, submission, ["1.1"])
    row = row_of(report, "1.1")
    assert (row["status"], row["mistake"]) == ("crashed", None), text
    assert "Raised    KeyError" in row["message"] and FAULTS in text


def test_a_simulation_that_means_to_raise_names_the_mistake(warm_words, submission):
    append(submission, "stage1_words.py", NOT_BEGUN)
    report, text = graded(warm_words, submission, ["1.1"])
    row = row_of(report, "1.1")
    assert (row["status"], row["mistake"]) == ("crashed", "count-not-begun"), text
    assert "Raised    KeyError" in row["message"] and "has no count yet" in row["message"]
    assert FAULTS not in text


@pytest.mark.parametrize(
    ("code", "status", "mistake"),
    [(EMPTY, "failed", None), (CASE_KEPT, "failed", "case-kept"), (NOT_BEGUN, "crashed", "count-not-begun")],
)
def test_a_rule_that_raises_leaves_the_verdict(code, status, mistake, check, warm_words, submission, monkeypatch):
    rule = Mistake("never", "Never said.", when=lambda replies, cases: replies[0].value["no such observation"])
    monkeypatch.setattr(check, "MISTAKES", [rule, *check.MISTAKES])
    append(submission, "stage1_words.py", code)
    report, text = graded(warm_words, submission, ["1.1"])
    assert (row_of(report, "1.1")["status"], row_of(report, "1.1")["mistake"]) == (status, mistake), text
    assert FAULTS in text and "Never said." not in text
