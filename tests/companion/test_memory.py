"""What is remembered of the last run, and what `status`, `next` and `hint` say of it."""

import json
import subprocess
import sys

import pytest

from coursekit.companion import outline
from coursekit.companion.memory import FILE, Memory
from coursekit.judge.results import BLOCKED, CRASHED, FAILED, NOT_STARTED, PASSED, Report
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, EXERCISES, MAX, ROOT, graded, points


def ran(memory: Memory, **statuses) -> Report:
    """Remember a run on the exercises as they are now; `e33="failed"` is the status of 3.3."""
    report = Report(COURSE, seed=7)
    report.data = "mnist"
    ids = [f"{name[1]}.{name[2]}" for name in statuses]
    for id, status in zip(ids, statuses.values(), strict=True):
        report.results[id].status = status
        report.results[id].message = f"About {id}.\nEdit      exercises/{COURSE.exercises[id].file}:1"
    now = outline.fingerprints(COURSE, EXERCISES)
    memory.remember(report, {id: now[id] for id in ids})
    return report


def all_passed() -> dict:
    return {f"e{id.replace('.', '')}": PASSED for id in COURSE.exercises}


def test_a_run_is_remembered_and_a_partial_one_adds_to_it(memory):
    ran(memory, e31=PASSED, e33=FAILED)
    ran(memory, e33=PASSED, e34=FAILED)
    last = memory.recall()
    found = {id: result.status for id, result in last.report.results.items() if result.status != "not_selected"}
    assert found == {"3.1": PASSED, "3.3": PASSED, "3.4": FAILED}
    assert (last.report.data, last.report.seed, f"{last.report.score:g}") == ("mnist", 7, points("3.1", "3.3"))
    assert list(memory.course.state.iterdir()) == [memory.course.state / FILE]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"version": 1, "exercises": {"3.3": {}}}', '{"version": 2}', "[" * 100_000]
)
def test_a_memory_that_cannot_be_read_is_none(text, memory, companion):
    memory.course.state.mkdir()
    (memory.course.state / FILE).write_text(text, encoding="utf-8")
    assert memory.recall() is None
    assert companion("status")[0] == companion("next")[0] == companion("hint")[0] == 0
    ran(memory, e33=PASSED)
    assert f"{memory.recall().report.score:g}" == points("3.3")


def test_only_the_students_own_folder_is_remembered(memory, folder, rendered_root, monkeypatch):
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    with WarmGrader(memory.course) as grader:
        graded(grader, folder, ["3.2"])
        assert not memory.course.state.exists()
        graded(grader, None, ["3.2"])
    last = memory.recall()
    assert [result.exercise.id for result in last.report.selected] == ["3.2"]
    assert last.report.results["3.2"].status == NOT_STARTED
    assert last.fingerprints["3.2"] == outline.fingerprints(COURSE, EXERCISES)["3.2"]


def test_status_shows_signs_points_and_the_bar(memory, companion):
    ran(memory, e11=PASSED, e33=FAILED, e34=BLOCKED)
    code, text = companion("status")
    assert code == 0
    assert "█ " not in text.splitlines()[0] and text.splitlines()[0].endswith(
        f" {COURSE.exercises['1.1'].points / COURSE.max_score:.0%}"
    )
    assert "✓ 1.1 pixel_stats             4" in text and "✗ 3.3 train_step" in text and "○ 3.4" in text
    assert (
        f"Total: {points('1.1')} of {MAX} points" in text
        and "Changed since" not in text
        and "python -m grader next" in text
    )


def test_status_tells_what_changed_since(memory, companion, monkeypatch):
    ran(memory, e11=PASSED, e33=FAILED)
    now = outline.fingerprints(COURSE, EXERCISES)
    monkeypatch.setattr("coursekit.companion.standing.fingerprints", lambda course, folder: {**now, "3.3": "other"})
    text = companion("status")[1]
    assert "Changed since then, so not counted: 3.3." in text
    assert "? 3.3 train_step                 changed since" in text and "failed" not in text
    assert "You have changed 3.3 train_step since the last run" in companion("next")[1]
    assert "About 3.3." not in companion("next")[1]  # that was said of other code


def test_status_in_ascii_where_the_terminal_shows_no_more():
    done = subprocess.run(
        [sys.executable, "-m", "grader", "status"], cwd=ROOT, capture_output=True, encoding="ascii",
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "SYSTEMROOT": "C:\\Windows"},
    )  # fmt: skip
    assert done.returncode == 0 and "Total: " in done.stdout, done.stderr


@pytest.mark.parametrize("command", ["status", "next", "hint"])
def test_no_torch_is_imported(command):
    code = (
        f"import sys; from pathlib import Path; from coursekit.commands import main; main(Path('grader'), ['{command}'])\n"
        "print([name for name in ('torch', 'pytest', 'matplotlib', 'numpy', 'jupytext', 'psutil', 'coursekit.judge.run') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout + done.stderr


def test_next_without_a_run_says_where_to_begin(memory, companion):
    text = companion("next")[1]
    assert "Nothing has been graded yet" in text and "pytest grader -k 1.1" in text


def test_next_is_the_summarys_panel(memory, companion):
    ran(memory, e11=PASSED, e33=FAILED, e34=BLOCKED)
    text = companion("next")[1]
    place = text.index("Next: 3.3 train_step (failed)")
    assert place < text.index("About 3.3.") < text.index("Hint ") < text.index("pytest grader -k 3.3")
    assert text.index("python -m grader hint 3.3 --more") > place


def test_next_after_success_is_what_was_never_graded(memory, companion):
    ran(memory, e11=PASSED)
    assert "pytest grader -k 1.2" in companion("next")[1]
    passed = all_passed()
    del passed["e46"]
    ran(memory, **passed)
    assert "pytest grader -k 4.6" in companion("next")[1]
    ran(memory, **all_passed())
    assert f"All {COURSE.max_score:.0f} points" in companion("next")[1]
    assert companion("status")[1].splitlines()[0].endswith("█ 100%")


def test_next_after_success_tells_what_changed(memory, companion, monkeypatch):
    ran(memory, **all_passed())
    now = outline.fingerprints(COURSE, EXERCISES)
    monkeypatch.setattr("coursekit.companion.standing.fingerprints", lambda *_: {**now, "1.1": "other", "4.3": "other"})
    assert companion("next")[1] == "You have changed 1.1, 4.3 since the last run. Have it graded:\n  pytest grader\n"
    assert f"Total: {COURSE.max_score - 8:.0f} of" in companion("status")[1]


@pytest.mark.parametrize("name", ["3.3", "train_step", "TRAIN_STEP", "train_step()"])
def test_hint(name, memory, companion):
    hints = COURSE.exercises["3.3"].hints
    assert hints[0] in companion("hint", name)[1].replace("\n", " ")
    text = companion("hint", name, "--more")[1].replace("\n", " ")
    assert hints[1] in text and hints[0] not in text


def test_hint_without_a_name_is_about_what_is_next(memory, companion):
    assert companion("hint")[1].startswith("1.1 pixel_stats")
    ran(memory, e11=PASSED, e33=FAILED)
    assert companion("hint")[1].startswith("3.3 train_step")
    ran(memory, **all_passed())
    assert companion("hint") == (
        1,
        "Nothing is left to do. Name an exercise to see its hint: python -m grader hint 1.1\n",
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("9.9", "There is no exercise 9.9. These are the exercises:"),
        ("train_stp", "Do you mean 3.3 train_step?"),
        ("DigitCNN", "could be 2.2 or 2.3"),
        ("", None),
    ],
)
def test_an_unknown_exercise(name, says, memory, companion):
    code, text = companion("hint", name)
    assert code == (0 if says is None else 1)
    assert says is None or says in text
    assert says is None or "could" in text or all(f"{row.id} {row.name}" in text for row in COURSE.exercises.values())


def test_methods_and_names_with_spaces_are_found(companion):
    for name, id in [("forward", "2.3"), ("DigitCNN.forward", "2.3"), ("__init__", "2.2"), ("test accuracy", "4.6")]:
        assert companion("hint", name)[1].startswith(id)


def test_the_third_hint_is_code_on_another_problem(memory, companion):
    example = COURSE.exercises["3.3"].example
    text = companion("hint", "3.3", "--more", "--more")[1]
    assert "hint 3 of 3" in text and [line for line in example.splitlines() if line.startswith("    ")]
    assert all(line in text for line in example.splitlines() if line.startswith("    "))
    assert companion("hint", "3.3", "-mm")[1] == companion("hint", "3.3", "-mmm")[1] == text
    assert "hint 2 of 2" in companion("hint", "4.6", "-mm")[1]  # it has no third
    assert "hint 3.3 --more --more" in companion("hint", "3.3", "-m")[1]


@pytest.mark.parametrize("id", [id for id, exercise in COURSE.exercises.items() if exercise.example])
def test_the_third_hint_is_readable_code_without_the_solution(id):
    from tests.course.test_sentences import _given_away

    head, *code = COURSE.exercises[id].example.splitlines()
    assert head and code and all(line.startswith("    ") and len(line) <= 60 for line in code)
    compile("\n".join(line[4:] for line in code), id, "exec")
    assert not _given_away(COURSE.exercises[id].example)


def test_a_try_is_counted_when_the_code_has_changed(memory):
    def after(status, fingerprint) -> int:
        report = Report(COURSE)
        report.results["3.3"].status = status
        memory.remember(report, {"3.3": fingerprint})
        return memory.recall().tries["3.3"]

    assert [after(FAILED, "a"), after(FAILED, "a"), after(CRASHED, "b"), after(FAILED, "c")] == [1, 1, 2, 3]
    assert [after(BLOCKED, "d"), after(NOT_STARTED, "e"), after(FAILED, "f")] == [3, 3, 4]
    assert [after(PASSED, "g"), after(FAILED, "h")] == [0, 1]


def test_what_an_earlier_version_kept_is_still_known(memory):
    ran(memory, e31=PASSED)
    file = memory.course.state / FILE
    record = json.loads(file.read_text("utf-8"))
    for row in record["exercises"].values():
        del row["detail"], row["tries"]
    file.write_text(json.dumps(record), "utf-8")
    assert f"{memory.recall().report.score:g}" == points("3.1")


def test_next_after_watch_names_what_can_be_graded_now(memory, companion):
    """watch leaves 4.6 out: the verdict on it is from before 1.3 passed."""
    ran(memory, **{**all_passed(), "e46": BLOCKED})
    text = companion("next")[1]
    assert "Next: 4.6 test accuracy (not graded yet)" in text and "pytest grader -k 4.6" in text
    assert "About 4.6" not in text
    assert "not graded yet" in companion("status")[1] and "blocked" not in companion("status")[1]


def test_the_end_is_an_event(memory, companion):
    report = ran(memory, **all_passed())
    report.results["4.6"].detail = "97.61% of the test set"
    memory.remember(report, {"4.6": outline.fingerprints(COURSE, EXERCISES)["4.6"]})
    text = companion("next")[1]
    assert text.startswith(f"All {MAX} points!\n4.6 test accuracy: 97.61% of the test set\n")
    assert "python exercises/stage4_evaluation.py" in text and "Now you" in text
    assert "4.6 test accuracy           6  97.61% of the test set" in companion("status")[1]
