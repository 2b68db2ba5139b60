"""Two exercises are judged at a time, each by a worker of its own, and nobody can tell from what is said of them."""

import contextlib
import itertools
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from coursekit.job_files import IMPORTED
from coursekit.judge import pair
from coursekit.judge.observer import Observer
from coursekit.judge.pair import PairedWorker
from coursekit.judge.process import WorkerProcess
from coursekit.judge.run import Run
from coursekit.judge.side_by_side import Turn
from coursekit.leftovers import worker_prefix
from coursekit.report.json_file import report_as_dict
from coursekit.sandbox.levels import LANDLOCK, NAMESPACES
from tests.helpers import COURSE, ROOT, append, statuses

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nothing else forks")
WRONG = {
    "stage1_data.py": "\ndef pixel_stats(images):\n    return 0.5, 0.5\n",
    "stage2_model.py": "\ndef nll_loss(log_probs, labels):\n    return -log_probs[torch.arange(len(labels)), labels].sum()\n",
    "stage3_training.py": "\ndef build_optimizer(model, learning_rate=0.01, momentum=0.5):\n    return model.no_such_thing\n",
    "stage4_evaluation.py": "\ndef predict(model, images, device):\n    return model(images.to(device)).argmax(1)\n",
}
ENDLESS = "\ndef {name}(*arguments, **options):\n    print('it has begun', flush=True)\n    while True: pass\n"
USUAL = [id for id, exercise in COURSE.exercises.items() if not exercise.on_request]
SECONDS = 60.0  # for whatever takes a moment


class Events(Observer):
    """Notes down what is begun and judged, and in which thread."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str, int]] = []

    def begun(self, run, result) -> None:
        self.all.append(("begun", result.exercise.id, threading.get_ident()))

    def judged(self, run, result) -> None:
        self.all.append(("judged", result.exercise.id, threading.get_ident()))

    def of_others_while(self, id: str) -> list:
        """What was begun or judged between the beginning and the end of an exercise."""
        first, last = (
            next(i for i, each in enumerate(self.all) if each[:2] == (what, id)) for what in ("begun", "judged")
        )
        return self.all[first + 1 : last]

    def at_once(self) -> int:
        """How many were at hand at the same time, at most."""
        return max(itertools.accumulate(1 if what == "begun" else -1 for what, *_ in self.all))


@pytest.fixture(scope="module")
def two(warm):
    """Two workers, one beside the other."""
    with contextlib.closing(PairedWorker(COURSE, hidden_variables=warm.data.variables)) as worker:
        if worker.protection.level != NAMESPACES:
            pytest.skip(f"where it is not shut in fully, nothing is judged side by side: {worker.protection.reasons}")
        yield worker


@pytest.fixture
def new_pair(warm):
    """Two workers of a test's own, that it may lose."""
    with contextlib.closing(PairedWorker(COURSE, hidden_variables=warm.data.variables)) as worker:
        if worker.protection.level != NAMESPACES:
            pytest.skip("there are no namespaces here")
        yield worker


@pytest.fixture
def doubled(two):
    """`pytest grader` judges two at a time here."""
    if not pair.two_at_once():
        pytest.skip("this machine has one processor, or too little memory")


def start_grading(submission: Path, folder: Path, root: Path, *options) -> subprocess.Popen:
    """Start `pytest grader`, with `folder` for its temporary files, and return when two jobs are running."""
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", "grader", "--submission", str(submission), *map(str, options)], cwd=ROOT,
        env={**os.environ, "DIGITS_DATA": str(root), "TMPDIR": str(folder), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
    )  # fmt: skip
    wait_for(lambda: len(list(folder.glob(f"{worker_prefix(COURSE.name)}*/*/progress"))) == 2)
    return process


def spoilt(submission: Path) -> Path:
    for file, code in WRONG.items():
        append(submission, file, code)
    return submission


def without_times(report: dict) -> dict:
    for part in (report, report["bonus"]):
        for row in part["exercises"]:
            row["seconds"] = 0.0
    return report


def wait_for(condition, seconds: float = SECONDS):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:  # it has just ended
        return False


@pytest.mark.parametrize("seed", [1, 2])
def test_the_report_is_that_of_one_after_the_other(seed, two, warm, submission):
    spoilt(submission)
    events = Events()
    beside = Run(COURSE, submission, two, warm.data, seed, observers=[events], second=two.twin).grade(USUAL)
    alone = Run(COURSE, submission, warm.worker, warm.data, seed).grade(USUAL)
    assert without_times(report_as_dict(beside)) == without_times(report_as_dict(alone))
    assert sum(each.status not in ("passed", "not_selected") for each in alone.results.values()) > 5
    assert events.at_once() == 2 and len({thread for *_, thread in events.all}) == 2


def test_each_is_judged_once_and_after_what_it_builds_on(two, warm, submission):
    events = Events()
    report = Run(COURSE, submission, two, warm.data, 4, observers=[events], second=two.twin).grade(USUAL)
    judged = [id for what, id, _ in events.all if what == "judged"]
    assert set(statuses(report_as_dict(report)).values()) == {"passed"}
    assert sorted(judged) == USUAL
    for id in USUAL:
        before = events.all[: events.all.index(next(each for each in events.all if each[:2] == ("begun", id)))]
        assert {("judged", other) for other in COURSE.exercises[id].requires} <= {each[:2] for each in before}


def test_what_measures_time_is_judged_alone(two, warm, submission):
    events = Events()
    ids = ["1.2", "2.1", "2.2", "2.4", "3.1", "3.2", "5.1", "5.2"]
    Run(COURSE, submission, two, warm.data, 5, observers=[events], second=two.twin).grade(ids)
    assert [id for id, each in COURSE.exercises.items() if each.alone] == ["5.1", "5.3"]
    assert events.of_others_while("5.1") == []


def test_one_that_never_ends_costs_nobody_else_anything(two, warm, submission):
    append(submission, "stage1_data.py", ENDLESS.format(name="pixel_stats"))
    append(
        submission, "stage2_model.py", "\ndef conv_output_size(*arguments, **options):\n    import os\n    os.abort()\n"
    )
    report = Run(COURSE, submission, two, warm.data, 6, second=two.twin).grade(["1.1", "2.1", "2.3", "3.1"])
    found = statuses(report_as_dict(report))
    assert found == {"1.1": "timed_out", "2.1": "crashed", "2.2": "passed", "2.3": "passed", "3.1": "passed"}


@pytest.mark.parametrize("steps", [0, IMPORTED])
def test_a_job_that_was_lost_with_the_first_worker_is_run_again(steps, new_pair, warm, submission):
    """Somebody ends the process that both came from, while the second one's job is running: no fault of the code in it."""
    slow = "\nimport time\ndef conv_output_size(*arguments, **options):\n    time.sleep(0.3)\n"
    append(submission, "stage2_model.py", slow)
    run = Run(COURSE, submission, new_pair.twin, warm.data, 7)
    judging = threading.Thread(target=run.grade, args=(["2.1"],))
    judging.start()
    wait_for(lambda: [each for each in new_pair.twin.folder.glob("*/progress") if each.stat().st_size >= steps])
    lost = new_pair.process
    lost.kill()
    judging.join(SECONDS)
    assert run.report.results["2.1"].status == "failed", run.report.results["2.1"].message
    result = Run(COURSE, submission, new_pair, warm.data, 7).grade(["3.2"]).results["3.2"]
    assert result.status == "passed", result.message
    assert new_pair.process is not lost


def test_a_worker_that_is_ended_on_purpose_is_not_replaced(new_pair, warm, submission, monkeypatch):
    """Not even by the job at hand, which is lost with it."""
    append(submission, "stage2_model.py", ENDLESS.format(name="conv_output_size"))
    run = Run(COURSE, submission, new_pair.twin, warm.data, 10)
    judging, started = threading.Thread(target=run.grade, args=(["2.1"],)), []
    judging.start()
    wait_for(lambda: [each for each in new_pair.twin.folder.glob("*/progress") if each.stat().st_size])
    monkeypatch.setattr(new_pair.twin, "start", lambda: started.append("again"))
    monkeypatch.setattr("coursekit.judge.process.remove_folder", lambda folder: time.sleep(0.3))  # on a slow disk
    new_pair.twin.close()
    judging.join(SECONDS)
    assert not judging.is_alive() and not started


def test_ctrl_c_ends_both(doubled, tmp_path, rendered_root, submission):
    append(submission, "stage1_data.py", ENDLESS.format(name="build_transform"))
    append(submission, "stage2_model.py", ENDLESS.format(name="conv_output_size"))
    file = tmp_path / "report.json"
    process = start_grading(submission, tmp_path, rendered_root, "--json", file)
    below = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    text = process.communicate(timeout=SECONDS)[0]
    found = statuses(json.loads(file.read_text(encoding="utf-8")))
    assert process.returncode == 2 and "The run was stopped" in text and "Traceback" not in text, text
    assert found["1.2"] == found["2.1"] == "not_judged" and "crashed" not in found.values(), text
    wait_for(lambda: not any(map(is_alive, below)))
    assert not list(tmp_path.glob(f"{worker_prefix(COURSE.name)}*"))


def test_without_the_judge_neither_stays(doubled, tmp_path, rendered_root, submission):
    append(submission, "stage1_data.py", ENDLESS.format(name="pixel_stats"))
    append(submission, "stage2_model.py", ENDLESS.format(name="conv_output_size"))
    process = start_grading(submission, tmp_path, rendered_root)
    below = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    wait_for(lambda: not any(map(is_alive, below)))
    wait_for(lambda: not list(tmp_path.glob(f"{worker_prefix(COURSE.name)}*")))


def test_where_jobs_could_touch_each_other_there_is_one_at_a_time(warm, submission):
    events = Events()
    with contextlib.closing(PairedWorker(COURSE, hidden_variables=warm.data.variables, sandbox=LANDLOCK)) as worker:
        run = Run(COURSE, submission, worker, warm.data, 8, observers=[events], second=worker.twin)
        assert set(statuses(report_as_dict(run.grade(["1.2", "2.1", "3.2"]))).values()) == {"passed"}
    assert events.at_once() == 1 and len({thread for *_, thread in events.all}) == 1


def test_what_goes_wrong_beside_is_not_swallowed(new_pair, warm, submission):
    class Breaks(Observer):
        def judged(self, run, result) -> None:
            if threading.current_thread() is not threading.main_thread():
                raise RuntimeError("told in the other thread")

    run = Run(COURSE, submission, new_pair, warm.data, 9, observers=[Breaks()], second=new_pair.twin)
    with pytest.raises(RuntimeError, match="told in the other thread"):
        run.grade(["1.2", "2.1", "2.2", "2.4", "3.1", "3.2"])


@pytest.mark.parametrize(("options", "kind"), [([], PairedWorker), (["-k", "2.1"], WorkerProcess), (["-m", "stage2"], WorkerProcess)])  # fmt: skip
def test_for_a_few_exercises_one_worker_will_do(options, kind, monkeypatch, tmp_path, rendered_root):
    monkeypatch.setenv("DIGITS_DATA", str(rendered_root))
    made = []

    class Plugin:
        @pytest.hookimpl(trylast=True)
        def pytest_collection_modifyitems(self, session, items) -> None:
            made.append(type(session.config.pluginmanager.get_plugin("grading").run.worker))
            items.clear()

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("coursekit.grading.two_at_once", lambda: True)
    pytest.main(["grader", *options, "-p", "no:cacheprovider"], plugins=[Plugin()])
    assert made == [kind]


@pytest.mark.parametrize(("processors", "free", "two"), [({0}, 2**40, False), ({0, 1}, 2**40, True), ({0, 1}, 2**30, False)])  # fmt: skip
def test_it_takes_two_processors_and_some_memory(processors, free, two, monkeypatch):
    class Memory:
        available = free

    monkeypatch.setattr(os, "sched_getaffinity", lambda process: processors)
    monkeypatch.setattr(psutil, "virtual_memory", Memory)
    assert pair.two_at_once() == two


def taken(turn: Turn) -> None:
    with turn:
        pass


def given_away_and_taken(turn: Turn) -> None:
    with turn, turn.given_away():
        time.sleep(0.1)


def waited_for(turn: Turn) -> None:
    with turn:
        turn.wait()


@pytest.mark.parametrize("take", [taken, given_away_and_taken, waited_for])
def test_ctrl_c_never_takes_the_turn_away(take):
    """Wherever it comes, while another thread has the turn and goes on with it for a moment: the turn can be taken afterwards."""
    turn, over = Turn(), threading.Event()

    def have_it() -> None:
        while not over.is_set():
            with turn:
                time.sleep(0.3)
            time.sleep(0.01)  # or nobody else would ever get it

    def press() -> None:
        for _ in range(20):
            time.sleep(0.11)
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    threads = [threading.Thread(target=each) for each in (have_it, press)]
    pressed = 0
    try:
        for each in threads:
            each.start()
        while threads[1].is_alive():
            try:
                while threads[1].is_alive():
                    take(turn)
            except KeyboardInterrupt:
                pressed += 1
    finally:
        signal.signal(signal.SIGINT, before)
        over.set()
    threads[0].join(SECONDS)
    assert pressed > 3 and not threads[0].is_alive()
    assert turn._condition.acquire(timeout=SECONDS)
