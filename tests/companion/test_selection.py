"""What a run of some exercises prints on the student's own: its own points, and all, with what was found before."""

import io
from contextlib import redirect_stdout

import pytest

from coursekit.companion import outline
from coursekit.companion.standing import as_it_is_now
from coursekit.judge.results import BLOCKED, FAILED, NOT_JUDGED, PASSED, Report
from coursekit.report.summary import print_summary
from tests.helpers import COURSE, EXERCISES, MAX, points


@pytest.fixture
def ran(memory, capsys):
    """Remember a run of these exercises, and return the summary that it prints."""

    def run(statuses: dict[str, str], given=None, detail="", code="", encoding="utf-8") -> str:
        report = Report(COURSE, given, seed=7)
        for id, status in statuses.items():
            report.results[id].status, report.results[id].message = status, f"About {id}."
        report.results["4.6"].detail = detail
        now = outline.fingerprints(COURSE, EXERCISES)
        judged = [id for id, status in statuses.items() if status != NOT_JUDGED]
        memory.remember(report, {id: code or now[id] for id in judged})
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        with redirect_stdout(stream):
            print_summary(report, standing=None if given else as_it_is_now(memory.recall()))
        return stream.buffer.getvalue().decode(encoding)

    return run


ALL = dict.fromkeys(COURSE.exercises, PASSED)
BUT_THE_LAST = points(*(set(ALL) - {"4.6"}))


def test_the_points_of_a_selection_and_of_all(ran):
    ran({**ALL, "4.6": BLOCKED, "3.3": FAILED})
    text = ran({"3.3": PASSED})
    assert f"These: {points('3.3')} of {points('3.3')} points\n" in text
    assert f"Total: {BUT_THE_LAST} of {MAX} points (with what was found before)\n" in text
    assert "Next: 4.6 test accuracy; there is nothing to write, only to run:\n  pytest grader -k 4.6\n" in text
    assert len(text.splitlines()) <= 45


def test_stages_of_which_nothing_is_known_are_left_out(ran):
    text = ran({"2.1": PASSED})
    assert "Stage 2" in text and "Stage 1" not in text and "Stage 3" not in text
    assert f"These: {points('2.1')} of {points('2.1')} points\nTotal: {points('2.1')} of {MAX} points\n" in text
    assert "Next: 2.2 DigitCNN.__init__ (about 10 minutes), in exercises/stage2_model.py, and then:" in text
    assert "  pytest grader -k 2.2\n" in text


def test_another_submission_has_its_own_points_only(ran):
    ran(ALL)
    text = ran({"2.1": PASSED}, given="their/folder")
    assert (
        f"These: {points('2.1')} of {points('2.1')} points\n" in text and "Total" not in text and "Stage 1" not in text
    )
    assert "Next" not in text and "All that was graded is right." in text


def test_what_changed_since_is_not_counted(ran):
    ran({**ALL, "1.1": FAILED}, code="other")
    text = ran({"2.1": PASSED})
    assert f"Total: {points('2.1')} of {MAX} points\n" in text
    assert text.count("changed since") == len(ALL) - 1


def test_who_ends_with_the_last_exercise_alone_has_finished(ran):
    ran({**ALL, "4.6": FAILED}, detail="90.00% of the test set")
    text = ran({"1.3": PASSED, "4.6": PASSED}, detail="97.61% of the test set")
    assert f"Total: {MAX} of {MAX} points (with what was found before)" in text
    assert f"All {MAX} points!\n4.6 test accuracy: 97.61% of the test set\n" in text
    assert "python exercises/stage4_evaluation.py" in text


def test_the_accuracy_is_shown_where_it_is_too_low_as_well(ran):
    text = ran({**ALL, "4.6": FAILED}, detail="90.00% of the test set")
    assert "4.6 test accuracy           0  failed, 90.00% of the test set" in text


def test_a_stopped_run_says_what_it_did_not_judge(ran):
    ran(ALL)
    text = ran({**dict.fromkeys(COURSE.exercises, NOT_JUDGED), "1.1": PASSED, "1.2": FAILED})
    assert f"The run was stopped: {len(ALL) - 2} of {len(ALL)} exercises were not judged.\n" in text
    assert f"These: {points('1.1')} of {points('1.1', '1.2')} points\n" in text
    assert f"Total: {points(*(set(ALL) - {'1.2'}))} of {MAX} points (with what was found before)" in text
    assert "Next: 1.2" in text


def test_further_hints_are_offered_after_failed_tries(ran):
    offers = [ran({"3.3": FAILED}, code=f"try {number}") for number in range(6)]
    assert ["--more" in text for text in offers] == [False, False, True, True, True, True]
    assert ["--more --more" in text for text in offers] == [False] * 4 + [True] * 2
    assert "--more" not in ran({"3.3": PASSED})


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_what_a_terminal_cannot_show_has_a_stand_in(encoding, ran):
    text = ran({**ALL, "3.3": FAILED, "3.4": BLOCKED}, encoding=encoding)
    assert "+ 1.1" in text and "x 3.3" in text and "- 3.4" in text


def test_no_line_breaks_in_mid_word_on_a_narrow_terminal(ran, monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = ran({**ALL, "3.3": FAILED}) + ran(ALL, detail="97.61% of the test set") + ran({"2.1": PASSED})
    words = {word for line in text.splitlines() if len(line) > 60 for word in line.split()}
    assert not words, words
