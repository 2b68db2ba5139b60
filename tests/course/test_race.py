"""5.3, the race: only when it is asked for, on the judge's clock, in a unit that no submission has a part in.

That right ways pass and mistakes are named is tried with the files of the corpora.
"""

import time

import pytest

from tests.helpers import COURSE, EXERCISES, append, graded, row_of

FAST = """
class Known(nn.Module):
    def forward(self, images):
        return torch.zeros(len(images), 10)


def race(root, device):
    {}
    return Known()
"""


def _race(warm, folder, code: str) -> dict:
    append(folder, "stage5_speed.py", code)
    return row_of(graded(warm, folder, ["5.3"])[0], "5.3")


def test_the_reference_reaches_it_on_mnist(run_grader, mnist_root):
    code, report, text = run_grader("--submission", "solutions", "-k", "race", DIGITS_DATA=str(mnist_root))
    row = row_of(report, "5.3")
    assert code == 0 and (row["status"], row["score"]) == ("passed", 4.0), text
    assert row["record"]["unit"] == "tutorial epochs" and 0 < row["record"]["value"] < 3
    assert f"of the test set, in {row['record']['value']:.2f} tutorial epochs" in text


def test_the_stub_is_not_started(warm):
    row = row_of(graded(warm, EXERCISES, ["5.3"])[0], "5.3")
    assert (row["status"], row["score"], row["record"]) == ("not_started", 0.0, None)


@pytest.mark.parametrize("returned", ["None", "model, []", "nn.Sequential", "{}"])
def test_what_is_no_network_is_told(warm, submission, returned):
    row = _race(warm, submission, f"def race(root, device):\n    model = nn.Linear(1, 1)\n    return {returned}\n")
    assert row["status"] == "failed" and "Expected  a torch.nn.Module" in row["message"]


def test_a_network_with_another_number_of_answers_is_told(warm, submission):
    code = "def race(root, device):\n    return nn.Sequential(nn.Flatten(), nn.Linear(784, 11))\n"
    row = _race(warm, submission, code)
    assert row["status"] == "failed" and "Expected  a tensor of shape (2000, 10)" in row["message"]


def test_the_clock_is_the_judges_and_runs_at_import_too(warm, submission, monkeypatch):
    """A submission that sets its own clocks back, and does its work before it is called, gains nothing."""
    from grader.checks.speed import race

    monkeypatch.setattr(race, "ACCURACY", 0.0)
    monkeypatch.setattr(race, "_seconds_of_a_tutorial_epoch", lambda student: 1.0)
    tricks = "import time\ntime.sleep(2)\ntime.time = time.perf_counter = time.monotonic = lambda: 0.0\n"
    row = _race(warm, submission, tricks + FAST.format(""))
    assert row["status"] == "passed" and row["record"]["value"] >= 2


def test_the_unit_is_measured_without_the_submission(warm, submission, monkeypatch):
    """Slowing down what the unit is made of would make every time look short."""
    from grader.checks.speed import race

    seconds = []
    measure = race._seconds_of_a_tutorial_epoch
    monkeypatch.setattr(race, "ACCURACY", 0.0)
    monkeypatch.setattr(
        race, "_seconds_of_a_tutorial_epoch", lambda *given: seconds.append(measure(*given)) or seconds[-1]
    )
    begin = time.monotonic()
    slow = "torch.utils.data.DataLoader.__iter__ = lambda self: time.sleep(3600)\nimport time\n"
    row = _race(warm, submission, slow + FAST.format(""))
    assert row["status"] == "passed" and seconds[0] < 3600 > time.monotonic() - begin


def test_labels_have_other_names_in_each_run(warm, submission, monkeypatch):
    """What reads the digits by their usual names, without training, reads next to none."""
    from grader.checks.speed import race

    monkeypatch.setattr(race, "_seconds_of_a_tutorial_epoch", lambda student: 1.0)
    code = """
def race(root, device):
    from pathlib import Path
    raw = Path(root) / "MNIST" / "raw"
    assert set((raw / "t10k-labels-idx1-ubyte").read_bytes()[8:]) == {0}
    return Known()
"""
    row = _race(warm, submission, FAST.format("pass") + code)
    assert (row["status"], row["mistake"]) == ("failed", "race-guesses"), row["message"]


def test_it_is_left_out_unless_it_is_named():
    from coursekit.judge.selection import is_named, with_exact_numbers

    exercise = COURSE.exercises["5.3"]

    def named(keyword="", marks="", *arguments) -> bool:
        return is_named(exercise, with_exact_numbers(keyword, COURSE), marks, list(arguments))

    assert named("race") and named("5.3") and named("5") and named(marks="stage5") and named("4.6 or race")
    assert not named("4.6 or fit") and named("", "", "grader::race") and named("not 1.1 and race") and named("Race")
    assert not named() and not named("4.6") and not named("not 4.6") and not named("not race and 5.1")
    assert not named(marks="not stage1") and not named("not (1 or 5.3)") and not named("", "", "grader")


def test_the_exercise_beside_it_does_not_bring_it_along(run_grader):
    code, report, text = run_grader("--submission", "solutions", "-k", "5.2")
    assert row_of(report, "5.3")["status"] == "not_selected" and code == 0, text
