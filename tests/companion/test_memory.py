"""What is remembered of the last run, and what `status`, `next` and `hint` say of it."""

import subprocess
import sys

import pytest

from coursekit.companion import outline
from coursekit.companion.memory import FILE, Memory
from coursekit.judge.results import BLOCKED, FAILED, NOT_STARTED, PASSED, Report
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, EXERCISES, ROOT, graded


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
    assert (last.report.data, last.report.seed, last.report.score) == ("mnist", 7, 15.0)
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
    assert memory.recall().report.score == 10


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
    assert "█ " not in text.splitlines()[0] and text.splitlines()[0].endswith(" 4%")
    assert "✓ 1.1 pixel_stats             4" in text and "✗ 3.3 train_step" in text and "⛔3.4" in text
    assert (
        f"Total: 4 of {COURSE.max_score:.0f} points" in text
        and "Changed since" not in text
        and "python -m grader next" in text
    )


def test_status_tells_what_changed_since(memory, companion, monkeypatch):
    ran(memory, e11=PASSED, e33=FAILED)
    now = outline.fingerprints(COURSE, EXERCISES)
    monkeypatch.setattr("coursekit.commands.status.fingerprints", lambda course, folder: {**now, "3.3": "other"})
    assert "Changed since then: 3.3." in companion("status")[1]
    assert "Your code has changed since this was graded" in companion("next")[1]


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
        "print([name for name in ('torch', 'pytest', 'matplotlib', 'numpy', 'jupytext') if name in sys.modules])"
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
    monkeypatch.setattr(
        "coursekit.commands.status.fingerprints", lambda course, folder: dict.fromkeys(COURSE.exercises, "other")
    )
    assert "Since then you changed 1.1, " in companion("next")[1]


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
