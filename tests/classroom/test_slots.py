"""A process that grades and dies, hangs or grows costs its own submission; folders of results and of workers are kept apart."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coursekit.classroom.exports import Whose
from coursekit.classroom.intake import Submission
from coursekit.classroom.slots import Slots
from coursekit.classroom.store import Store, hash_of_code
from coursekit.course import Course
from coursekit.leftovers import clear_leftovers, make_held_folder, release
from coursekit.sandbox.levels import NAMESPACES
from tests.kit.copies import copied

from .test_class_command import left_running


@pytest.fixture
def course(tmp_path) -> Course:
    return Course(copied(tmp_path / "course") / "words")


def outcome(course: Course, code: str = "", **limits: float) -> str:
    """Why a submission was not graded."""
    slots = Slots(course, None, NAMESPACES, code or hash_of_code(course))
    for name, value in limits.items():
        setattr(slots, name, value)
    try:
        row = slots.grade({"stage1_words.py": b"x = 1"}, 7)
        assert row["status"] == "error"
        return row["error"]
    finally:
        slots.end()


def test_a_slot_that_hangs_grows_or_dies_is_ended_and_the_row_says_so(course, tmp_path, monkeypatch):
    assert "took longer than 0 seconds" in outcome(course, seconds=0.0)
    assert "GiB of memory" in outcome(course, memory=1)
    (tmp_path / "sitecustomize.py").write_text("import os\nos._exit(1)\n", encoding="utf-8")
    monkeypatch.setattr("coursekit.classroom.slots.ENGINE", tmp_path / "engine")  # whose parent is searched first
    assert "ended, 2 times" in outcome(course)
    assert not left_running(course.root)


def test_a_course_that_was_changed_meanwhile_gives_no_result(course):
    assert "changed while the class was graded" in outcome(course, code="of another version")


def test_no_name_of_a_submission_leads_elsewhere_or_to_anothers_results(course, tmp_path):
    store = Store(tmp_path / "out", course)
    keys = [
        "a:b",
        "a/b",
        "a?b",
        "a_b",
        "..",
        ".",
        "",
        "  ",
        "con",
        "CON.py",
        "x" * 400,
        "x" * 401,
        "\N{GRINNING FACE}" * 200,
    ]
    keys += [
        "scores.csv",
        "class.json",
        "feedback.zip",
        "a\x00b",
        "a\nb",
        "-rf",
        "Zo\u00eb \u00d8",
        "\ud800",
        "/etc/passwd",
    ]
    paths = [store.path(Submission(Whose(key, key))) for key in keys]
    assert len({str(path).casefold() for path in paths}) == len(keys)
    for path in paths:
        assert path.parent == store.folder and len(os.fsencode(path.name)) < 200 and not path.exists()
        path.mkdir()
    assert [path.name for path, key in zip(paths, keys, strict=True) if path.name == key] == ["a_b", "Zo\u00eb \u00d8"]


@pytest.mark.skipif(os.name != "posix", reason="there are no such locks")
def test_folders_of_workers_that_a_power_cut_left_are_removed_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ours, held = make_held_folder("words-worker-")
    code = "from coursekit.leftovers import make_held_folder as f; print(f('words-worker-')[0], flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as other:  # fmt: skip
        theirs = Path(other.stdout.readline().strip())
        (theirs / "job").mkdir()
        young, foreign, link = (tmp_path / f"{name}-worker-x" for name in ("words", "sums", "words-y"))
        for folder in (young, foreign):
            folder.mkdir()
        link.symlink_to(foreign)
        for folder in (ours, theirs, foreign):
            os.utime(folder, (time.time() - 1000,) * 2)
        clear_leftovers("words")
        assert all(folder.exists() for folder in (ours, theirs, young, foreign, link))
        other.kill()
    clear_leftovers("words")
    assert not theirs.exists() and ours.exists() and young.exists() and foreign.exists()
    release(held)
    clear_leftovers("words")
    assert not ours.exists()
