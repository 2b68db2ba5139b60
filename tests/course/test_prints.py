"""What a student's code prints is shown when its exercise fails."""

from coursekit.warm import WarmGrader
from tests.helpers import COURSE, append, graded


def test_prints_arrive_also_where_output_is_buffered(submission, rendered_root, monkeypatch):
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # it would hide a job that ends without a flush
    append(submission, "stage3_training.py", "def gradient_descent_step(*a):\n    print('  so far:', 7)\n")
    with WarmGrader(COURSE) as grader:
        _, text = graded(grader, submission, ["3.1"])
    assert "so far: 7" in text
