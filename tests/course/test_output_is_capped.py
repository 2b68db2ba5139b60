"""Of what a submission prints, only so much is kept that no flood of it fills a report, or the memory."""

from tests.helpers import append

KEPT = 20_000  # bytes; written out here, so that a larger limit in the code is seen
FLOOD = """
def gradient_descent_step(parameters, learning_rate):
    for _ in range(5000):
        print("x" * 999)
"""


def test_five_megabytes_of_prints_are_not_kept(warm, submission):
    append(submission, "stage3_training.py", FLOOD)
    result = warm.grade(submission, ["3.1"]).results["3.1"]
    assert result.status == "failed"
    assert result.output.splitlines()[1].startswith("  xxx")
    assert len(result.output) < 2 * KEPT
