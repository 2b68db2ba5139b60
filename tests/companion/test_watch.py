"""`python -m grader watch`: after a save, what it touches is graded; Ctrl-C leaves nothing running."""

import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import psutil
import pytest

from coursekit.commands.watch import Watcher
from coursekit.companion import outline
from coursekit.judge.results import FAILED, PASSED, Report, Result
from tests.helpers import COURSE, EXERCISES, MAX, ROOT, SOLUTIONS, WITH_A_HOLE, append

HANGS = "def conv_output_size(*a, **k):\n    while True: pass\n"
QUICK_POINTS = sum(row.points for row in COURSE.exercises.values() if not row.slow and not row.bonus)
WRONG_SIZE = "def conv_output_size(*a, **k):\n    return -1\n"


class FakeGrader:
    """Passes everything but `wrong`, and notes what it was asked for."""

    course, data = COURSE, SimpleNamespace(root=None)

    def __init__(self) -> None:
        self.asked, self.wrong, self.passed = [], set(), []

    def grade(self, submission, ids, observers, passed):
        self.asked.append(ids)
        self.passed = passed  # of the last time
        for id in ids:
            result = Result(COURSE.exercises[id], FAILED if id in self.wrong else PASSED, message=f"About {id}.")
            for observer in observers:
                observer.judged(None, result)


@pytest.fixture
def watcher(folder):
    return Watcher(FakeGrader(), folder, folder, io.StringIO())


def save(watcher, file, old, new):
    """Change a file as an editor that writes by rename does, and let the watcher look."""
    path = watcher.folder / file
    aside = path.with_suffix(".tmp")
    aside.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    aside.replace(path)
    watcher.stream.truncate(0)
    watcher.look({file})
    return watcher.stream.getvalue()


def test_first_everything_but_the_long_training(watcher):
    watcher.begin()
    assert watcher.grader.asked[0] == WITH_A_HOLE
    text = watcher.stream.getvalue()
    assert (
        f"Total: {QUICK_POINTS:.0f} of {COURSE.max_score:.0f}" in text
        and f"pytest grader -k 4.6 --submission {watcher.folder}" in text.replace("\n", " ")
    )


def test_then_only_what_a_save_touches(watcher):
    watcher.begin()
    text = save(watcher, "stage3_training.py", 'raise NotImplementedError("3.3 train_step")', "return 0.0")
    assert watcher.grader.asked[1:] == [["3.3", "3.4", "4.2"]]
    assert "3.3 train_step" in text and f"Total: {QUICK_POINTS:.0f}" in text and "1.1" not in text
    save(watcher, "stage3_training.py", "# TODO 3.4", "# to do 3.4")
    assert len(watcher.grader.asked) == 2


def test_the_panel_is_about_what_was_just_changed(watcher):
    watcher.grader.wrong = {"1.1", "4.3"}
    watcher.begin()
    assert "Next: 1.1" in watcher.stream.getvalue()
    text = save(watcher, "stage4_evaluation.py", 'raise NotImplementedError("4.3 plot_history")', "pass")
    assert watcher.grader.asked[-1] == ["4.3"] and "Next: 4.3" in text
    assert watcher.grader.passed == [id for id in WITH_A_HOLE if id not in ("1.1", "4.3")]  # what is not judged again
    watcher.grader.wrong = {"1.1"}
    assert "Next: 1.1" in save(watcher, "stage4_evaluation.py", "\n    pass\n", "\n    pass; pass\n")


def test_a_save_without_new_code_looks_again_at_what_is_next(watcher):
    watcher.grader.wrong = {"3.3"}
    watcher.begin()
    save(watcher, "stage3_training.py", "# TODO 3.3", "\n    # TODO 3.3")  # its line numbers move
    assert watcher.grader.asked[1:] == [["3.3"]]
    save(watcher, "stage1_data.py", "# TODO 1.1", "# to do 1.1")
    assert len(watcher.grader.asked) == 2


def test_without_a_sign_from_the_system_a_change_is_seen_too(watcher):
    watcher.begin()
    append(watcher.folder, "stage2_model.py", "def nll_loss(log_probs, labels):\n    return 0\n")
    watcher.look(set())
    assert "2.4" in watcher.grader.asked[1]
    watcher.look(set())
    assert len(watcher.grader.asked) == 2


class Running:
    """`python -m grader watch` as a student runs it, and what it has printed."""

    def __init__(self, folder, data) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "grader", "watch", "--submission", folder], cwd=ROOT,
            env={**os.environ, "DIGITS_DATA": str(data), "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            start_new_session=True,
        )  # fmt: skip
        self.text = ""
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.text += line

    def wait_for(self, text: str, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while text not in self.text:
            assert self.process.poll() is None and time.monotonic() < end, self.text
            time.sleep(0.02)

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, sign) -> None:
        """Send Ctrl-C, and demand that all that was running is gone."""
        family = self.family()
        assert family
        self.process.send_signal(sign)
        assert self.process.wait(60) == 0, self.text
        gone, alive = psutil.wait_procs(family, timeout=60)
        assert not alive


@pytest.fixture
def running(folder, rendered_root):
    """A watch over the solutions."""
    shutil.copytree(SOLUTIONS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    started = []

    def start() -> Running:
        started.append(Running(folder, rendered_root))
        return started[-1]

    yield start
    for each in started:
        for process in [*(each.family() if each.process.poll() is None else []), each.process]:
            process.kill()
        each.process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
def test_a_save_by_rename_is_graded_and_ctrl_c_leaves_nothing(running, folder):
    watch = running()
    watch.wait_for("Watching: ")
    assert watch.text.count("Data: ") == 1
    path = folder / "stage2_model.py"
    aside = folder / "stage2_model.py~"
    aside.write_text(path.read_text("utf-8") + "\n\n" + WRONG_SIZE, "utf-8")
    aside.replace(path)
    watch.wait_for("Next: 2.1 conv_output_size (failed)")
    watch.wait_for("Again     save stage2_model.py")
    assert watch.text.count("Data: ") == 1
    watch.stop(signal.SIGINT)
    assert watch.text.rstrip().endswith("Stopped watching.") and "Traceback" not in watch.text


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
def test_to_be_ended_in_the_middle_of_an_endless_loop_leaves_nothing(running, folder):
    append(folder, "stage2_model.py", HANGS)
    watch = running()
    end = time.monotonic() + 120
    while not any(_is_in_the_loop(child, watch.process.pid) for child in watch.family()):
        assert time.monotonic() < end and watch.process.poll() is None, watch.text
        time.sleep(0.1)
    watch.stop(signal.SIGTERM)  # as when the terminal is closed; to Python it is what Ctrl-C is
    assert "Traceback" not in watch.text


def test_ctrl_c_in_the_middle_of_a_library_s_exec_is_an_end_as_any_other(folder, tmp_path):
    """A dataclass that is made, say: CPython ends a process by SIGINT that let one through, though it was caught."""
    (tmp_path / "in_an_exec.py").write_text(
        "import sys\nfrom pathlib import Path\nfrom coursekit.commands import main, watch\n"
        "watch.Watcher.begin = lambda self: exec('raise KeyboardInterrupt')\n"
        f"sys.exit(main(Path({str(COURSE.folder)!r}), ['watch', '--submission', {str(folder)!r}]))\n", "utf-8",
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "in_an_exec"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(tmp_path)])},
    )  # fmt: skip
    assert done.returncode == 0 and done.stdout.rstrip().endswith("Stopped watching.")
    assert "Traceback" not in done.stderr


def _is_in_the_loop(process: psutil.Process, watch: int) -> bool:
    """A forked job that computes, or a worker that computes for longer than it takes to load torch."""
    try:
        return process.cpu_times().user > (0.5 if process.ppid() != watch else 15)
    except psutil.NoSuchProcess:
        return False


def test_a_folder_that_is_not_there(companion):
    assert companion("watch", "--submission", "no/such/folder") == (1, "There is no folder no/such/folder.\n")


def test_one_save_that_is_seen_twice_is_graded_once(watcher):
    watcher.grader.wrong = {"3.3"}
    watcher.begin()
    save(watcher, "stage3_training.py", "# TODO 3.3", "\n    # TODO 3.3")
    watcher.look({"stage3_training.py"})  # the system tells of it once more
    assert watcher.grader.asked[1:] == [["3.3"]]


def test_a_note_is_printed_again_only_when_it_was_gone(watcher):
    run = SimpleNamespace(report=Report(COURSE))
    run.report.notes = ["stage1_data.py counts, and stage1_data.ipynb beside it was not read."]
    watcher.ended(run)
    watcher.ended(run)
    assert watcher.stream.getvalue().count("was not read") == 1
    watcher.ended(SimpleNamespace(report=Report(COURSE)))
    watcher.ended(run)
    assert watcher.stream.getvalue().count("was not read") == 2


def test_the_seed_is_told_as_in_the_summary(watcher):
    watcher.ended(SimpleNamespace(report=Report(COURSE, seed=123)))
    watcher.begin()
    assert "(data: none, seed 123)\n\nWatching:" in watcher.stream.getvalue()


def test_what_watch_leaves_out_is_known_from_before(memory):
    report, now = Report(COURSE), outline.fingerprints(COURSE, EXERCISES)
    report.results["4.6"].status, report.results["4.6"].detail = PASSED, "97.61% of the test set"
    memory.remember(report, {"4.6": now["4.6"]})
    grader = FakeGrader()
    grader.course = memory.course
    watcher = Watcher(grader, EXERCISES, None, io.StringIO())
    watcher.begin()
    text = watcher.stream.getvalue()
    assert f"Total: {MAX} of {MAX} points" in text and "4.6 test accuracy: 97.61% of the test set" in text
    memory.remember(report, {"4.6": "other code"})
    watcher.begin()
    text = watcher.stream.getvalue().rpartition("Stage 1")[2]
    assert f"Total: {QUICK_POINTS:.0f} of {MAX} points" in text and "changed since" in text
    assert "Last comes 4.6, which trains your model:\n  pytest grader -k 4.6" in text


@pytest.fixture
def own(memory, tmp_path, folder):
    """What watches a student's own exercises, of which 1.1 to 3.4 have passed but 3.2, which failed."""
    memory.course.exercises_folder = folder
    report, now = Report(memory.course), outline.fingerprints(memory.course, folder)
    for id in [id for id in COURSE.exercises if id < "4"]:
        report.results[id].status = FAILED if id == "3.2" else PASSED
        report.results[id].remark = "a word on it." if id == "2.4" else ""
    memory.remember(report, {id: now[id] for id in COURSE.exercises if id < "4"})
    grader = FakeGrader()
    grader.course = memory.course
    return lambda: Watcher(grader, folder, None, io.StringIO())


def change_1_1(folder):
    path = folder / "stage1_data.py"
    path.write_text(
        path.read_text("utf-8").replace('raise NotImplementedError("1.1 pixel_stats")', "return 0, 0"), "utf-8"
    )


NOT_KNOWN = ["3.2", *(id for id in WITH_A_HOLE if id >= "4")]


def test_what_is_known_to_be_right_is_not_graded_again(own):
    watcher = own()
    watcher.begin()
    assert watcher.grader.asked == [NOT_KNOWN]
    text = watcher.stream.getvalue()
    assert "Getting ready: what is not known to be right is graded once" in text
    assert f"Total: {QUICK_POINTS:.0f} of {MAX} points" in text and "By the way, a word on it." in text


def test_what_has_changed_since_is_graded(own, folder):
    change_1_1(folder)
    watcher = own()
    watcher.begin()
    assert watcher.grader.asked == [["1.1", *NOT_KNOWN]]


def test_a_save_during_the_beginning_is_graded(own, folder, monkeypatch):
    watcher = own()
    known = watcher._known_to_be_right

    def then_saved():
        found = known()
        change_1_1(folder)
        return found

    monkeypatch.setattr(watcher, "_known_to_be_right", then_saved)
    watcher.begin()
    watcher.look(set())
    assert watcher.grader.asked == [NOT_KNOWN, ["1.1"]]


@pytest.mark.parametrize("spoil", [lambda path: append(path.parent, path.name, "if __name__ == 'a':\n    (\n"),
                                   lambda path: path.with_suffix(".ipynb").write_text("{}")])  # fmt: skip
def test_files_of_which_there_is_a_word_to_say_are_graded(spoil, own, memory, folder):
    spoil(folder / "stage2_model.py")
    now = outline.fingerprints(memory.course, folder)
    last = memory.recall()
    memory.remember(last.report, {id: now[id] for id in last.fingerprints})
    watcher = own()
    watcher.begin()
    assert {"2.1", "2.4"} <= set(watcher.grader.asked[0]) and "3.4" not in watcher.grader.asked[0]


def test_where_all_is_known_to_be_right_nothing_is_graded(own, memory, folder):
    report, now = Report(memory.course), outline.fingerprints(memory.course, folder)
    for result in report.results.values():
        result.status = PASSED
    memory.remember(report, now)
    watcher = own()
    watcher.begin()
    assert watcher.grader.asked == [] and "Getting ready" not in watcher.stream.getvalue()
    assert f"All {MAX} points!" in watcher.stream.getvalue()
