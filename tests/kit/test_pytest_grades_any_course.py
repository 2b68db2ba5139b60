"""`pytest words`: another course is graded by the same engine, its solutions and its stubs as they should be."""

import pytest

from tests.helpers import row_of, statuses
from tests.kit.copies import copied, run_companion, run_pytest


def test_the_solutions_get_all_points(copy):
    code, report, text = run_pytest(copy, "--submission", "solutions")
    assert (code, statuses(report)) == (0, {"1.1": "passed", "1.2": "passed"}), text
    assert (report["score"], report["max_score"], report["data"]) == (5.0, 5.0, "stories")
    assert [row["name"] for row in report["exercises"]] == ["count_words", "most_common"]
    assert "Stage 1: words " in text and "26 words of the stories" in text and "Total: 5 of 5 points" in text
    assert not (copy / ".words").exists()  # they are nobody's own exercises


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A copy whose exercises were graded as they are shipped, and what came of it."""
    folder = copied(tmp_path_factory.mktemp("begun") / "course")
    return folder, *run_pytest(folder)


def test_the_stubs_get_none(begun):
    _, code, report, text = begun
    assert (code, report["score"]) == (1, 0.0)
    assert statuses(report) == {"1.1": "not_started", "1.2": "blocked"}, text
    assert "It builds on 1.1 count_words" in row_of(report, "1.2")["message"]
    assert "Again     pytest words -k 1.1" in text


def test_status_remembers(begun):
    code, text = run_companion(begun[0], "status")
    assert code == 0 and "1.1 count_words             0  not started" in text and "data: stories" in text


def test_next_is_the_first_exercise(begun):
    code, text = run_companion(begun[0], "next")
    assert code == 0 and "Next: 1.1 count_words (not started)" in text
    assert "Edit      exercises/stage1_words.py:" in text and "python -m words hint 1.1 --more" in text


@pytest.mark.parametrize(("more", "says"), [([], "What must be done"), (["--more"], "get() with"), (["-mm"], "banana")])
def test_a_hint(more, says, begun):
    code, text = run_companion(begun[0], "hint", *more)
    assert code == 0 and text.startswith("1.1 count_words, hint ") and says in text


def test_a_wrong_answer_is_shown_with_the_words_that_came_back(copy):
    mistake = copy / "tests" / "mistakes" / "most_common_rare.py"
    with (copy / "exercises" / "stage1_words.py").open("w", encoding="utf-8") as stage:
        stage.write((copy / "solutions" / "stage1_words.py").read_text(encoding="utf-8"))
        stage.write(mistake.read_text(encoding="utf-8"))
    code, report, text = run_pytest(copy, "-k", "most_common", "--seed", "3")
    assert (code, statuses(report)) == (1, {"1.1": "passed", "1.2": "failed"}), text
    row = row_of(report, "1.2")
    assert (row["mistake"], row["score"], report["score"], report["seed"]) == ("rare-first", 0.0, 3.0, 3)
    assert row["message"].startswith("Called    most_common('") and "\nGot       what came back, " in row["message"]
    assert "Why       The rarest words come first" in text
