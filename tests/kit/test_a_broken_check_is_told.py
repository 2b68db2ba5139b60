"""What an author forgot or misspelt is said with the file to look at, and never put down to the student."""

import pytest

from tests.helpers import row_of, statuses
from tests.kit.copies import edit, run_pytest

JUDGED_NOT = "The grader could not judge this: CourseError: "


@pytest.fixture
def apart(copy):
    """A copy in which 1.2 is judged whatever came of 1.1."""
    edit(copy / "words" / "course.toml", 'requires = ["1.1"]\n', "")
    return copy


def test_a_missing_check_and_a_misspelt_switch(apart):
    checks = apart / "words" / "checks" / "words"
    (checks / "most_common.py").unlink()
    edit(checks / "count_words.py", '{"keep_case": True}', '{"keep_cas": True}')
    # A student who made just that mistake: it must get no name by accident.
    mistake = (apart / "tests" / "mistakes" / "count_words_case.py").read_text(encoding="utf-8")
    with (apart / "solutions" / "stage1_words.py").open("a", encoding="utf-8") as stage:
        stage.write(mistake)
    code, report, text = run_pytest(apart, "--submission", "solutions")
    assert (code, statuses(report)) == (1, {"1.1": "crashed", "1.2": "crashed"}), text
    misspelt, missing = row_of(report, "1.1"), row_of(report, "1.2")
    file = "words/checks/words/count_words.py"
    assert misspelt["message"] == f"{JUDGED_NOT}{file}: the mistake case-kept: expected() has no switch keep_cas"
    assert missing["message"] == (
        f"{JUDGED_NOT}exercise 1.2 most_common has no check: write words/checks/words/most_common.py"
    )
    assert misspelt["mistake"] is missing["mistake"] is None
    assert "The grader itself went wrong" in text


def test_a_check_that_lacks_a_part_and_one_that_imports_what_is_not_there(apart):
    checks = apart / "words" / "checks" / "words"
    edit(checks / "most_common.py", "MISTAKES = [", "USUAL = [")
    edit(
        checks / "count_words.py", "PUNCTUATION = ", "import word\n\nPUNCTUATION = "
    )  # it begins as the course is called
    _, report, text = run_pytest(apart, "--submission", "solutions")
    assert row_of(report, "1.2")["message"] == f"{JUDGED_NOT}words/checks/words/most_common.py has no MISTAKES", text
    assert row_of(report, "1.1")["message"] == (
        "The grader could not judge this: ModuleNotFoundError: No module named 'word'"
    )


def test_a_missing_probe_costs_its_exercise_alone(copy):
    (copy / "words" / "probes" / "words" / "most_common.py").unlink()
    _, report, text = run_pytest(copy, "--submission", "solutions")
    assert statuses(report) == {"1.1": "passed", "1.2": "crashed"}, text
    assert row_of(report, "1.2")["message"].startswith(JUDGED_NOT)
    assert row_of(report, "1.2")["message"].endswith("No module named 'words.probes.words.most_common'")
    assert "your code" not in text.lower()


def test_a_worker_that_cannot_start_is_not_the_students_fault(copy):
    edit(copy / "words" / "course.toml", 'title = "words"\n', 'title = "words"\npreload = ["no_such_module"]\n')
    _, report, text = run_pytest(copy, "--submission", "solutions")
    assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"}, text
    assert row_of(report, "1.1")["message"].endswith("No module named 'no_such_module'")
    assert "your code" not in text.lower()
