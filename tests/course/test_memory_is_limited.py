"""A job may ask for some gigabytes of memory, and no more: also of memory that it never touches."""

import sys

import pytest

from tests.helpers import append, graded, row_of, statuses

# One gigabyte after the other: a single large one the system may refuse by itself.
HOARD = """
def gradient_descent_step(parameters, learning_rate):
    return [torch.empty(2**28) for _ in range(200)]
"""


@pytest.mark.skipif(sys.platform != "linux", reason="jobs are limited on Linux alone")
def test_who_asks_for_200_gigabytes_is_told_so(warm, submission):
    append(submission, "stage3_training.py", HOARD)
    report, text = graded(warm, submission, ["3.1", "3.2"])
    assert statuses(report) == {"3.1": "crashed", "3.2": "passed"}, text
    message = row_of(report, "3.1")["message"]
    assert "It asked for more memory than the grader gives it" in message
