"""A bonus stage: its points stand apart, and to leave it is no fault; once begun it is graded like all else."""

import pytest

from tests.helpers import COURSE, EXERCISES, append, graded, row_of, statuses

BONUS = {id for id, exercise in COURSE.exercises.items() if exercise.bonus}
QUICK = [id for id, row in COURSE.exercises.items() if not row.on_request and not row.slow]


def test_the_hundred_points_are_apart_from_the_ten():
    assert (COURSE.max_score, COURSE.max_bonus) == (100, 10) and {COURSE.exercises[id].stage for id in BONUS} == {5}


@pytest.fixture
def without(submission):
    """A submission of the four stages that count."""
    (submission / "stage5_speed.py").unlink()
    return submission


def test_what_is_asked_for_and_not_there_is_told(run_grader, without):
    code, report, text = run_grader("--submission", without, "-k", "conv_output_size or in_memory_loader")
    assert statuses(report) == {"1.2": "passed", "2.1": "passed", "5.1": "not_started"}
    assert code == 1 and "There is no stage5_speed.py" in text  # it was asked for


@pytest.mark.parametrize("there", [True, False])
def test_the_stub_of_a_bonus_and_its_want_are_no_failure(there, run_grader, without):
    if there:
        (without / "stage5_speed.py").write_bytes((EXERCISES / "stage5_speed.py").read_bytes())
    code, report, text = run_grader("--submission", without, "-k", "not 4.6 and not 1.3 and not 3.4 and not 4.2")
    assert code == 0 and {statuses(report)[id] for id in ("5.1", "5.2")} == {"not_started"}, text
    assert "5.3" not in statuses(report)
    assert "All that was graded is right." in text


def test_a_bonus_that_was_begun_is_judged_like_all_else(warm, submission):
    append(
        submission, "stage5_speed.py", "def one_cycle(optimizer, max_learning_rate, n_steps, warm_up=0.3):\n    pass\n"
    )
    report, text = graded(warm, submission, QUICK)
    assert row_of(report, "5.2")["status"] == "failed" and "Next: 5.2 one_cycle" in text
    assert (report["score"], report["bonus"]["score"], report["bonus"]["max_score"]) == (94.0, 4.0, 10.0)
    assert "These: 94 of 94 points, and 4 of 6 bonus points" in text
