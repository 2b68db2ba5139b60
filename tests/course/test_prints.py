"""What a student's code prints is shown when its exercise fails."""

import pytest

from coursekit.judge.prints import told_apart
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, append, graded


def test_prints_arrive_also_where_output_is_buffered(submission, rendered_root, monkeypatch):
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # it would hide a job that ends without a flush
    append(submission, "stage3_training.py", "def gradient_descent_step(*a):\n    print('  so far:', 7)\n")
    with WarmGrader(COURSE) as grader:
        _, text = graded(grader, submission, ["3.1"])
    assert "so far: 7" in text


PRINTS = """
print("    first of all")

def gradient_descent_step(parameters, learning_rate):
    parameters = list(parameters)
    if len(parameters) and parameters[1].grad is not None:
        print("\\n      a table\\n  of two lines", end="")
"""
FORGED = """
import os

def gradient_descent_step(parameters, learning_rate):
    print("\\n" + "0" * 32 + " 1\\nnot by another call")
    for _ in range(9):
        print("on and on", flush=True)
    os._exit(3)
"""


def test_prints_are_told_apart_by_call_with_their_indentation(warm, submission):
    append(submission, "stage3_training.py", PRINTS)
    _, text = graded(warm, submission, ["3.1"])
    printed = text.split("Printed   ")[1].split("Hint ")[0]
    first, one, other = printed.split("during gradient_descent_step(parameters, learning_rate=")
    assert first.splitlines()[:2] == ["before the first call:", " " * 18 + "first of all"]
    table = "\n" + " " * 20 + "a table\n" + " " * 16 + "of two lines\n"
    assert "on four parameters:" in one and one.count(table) == 1
    assert "iterator" in other and other.count(table) == 1  # not of the second call, in which nothing was printed


def test_prints_of_a_job_that_died_are_those_of_the_call_that_it_was_at(warm, submission):
    append(submission, "stage3_training.py", FORGED)
    report = warm.grade(submission, ["3.1"], 7)
    heads = [line for line in report.results["3.1"].output.splitlines() if not line.startswith("  ")]
    assert len(heads) == 1 and heads[0].startswith("during gradient_descent_step")
    _, text = graded(warm, submission, ["3.1"], 7)
    assert "not by another call" in text and "on and on" in text


@pytest.mark.parametrize("cut", ["", "\nabcdefgh", "\nabcdefgh1234 ", "\nabcdefgh1234 1"])
def test_a_mark_that_was_cut_is_not_shown(cut):
    text = told_apart(f"\nabcdefgh1234 0\n  seven{cut}", "abcdefgh1234", ["f(7)", "f(8)"])
    assert text == "during f(7):\n    seven\n"
