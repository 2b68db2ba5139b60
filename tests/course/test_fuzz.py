"""Whatever comes back in place of an observation: always a verdict, in bounded time, in a few lines, and no fault of the judge's."""

import random
import time

import pytest
import torch

from coursekit import wire
from coursekit.judge.check import load_check
from coursekit.judge.compare import written_down
from coursekit.judge.results import Result, Verdict
from coursekit.judge.student import Student
from coursekit.kit.draw import Draw
from tests.helpers import COURSE, WITH_A_HOLE

CPU_SECONDS = 3  # of this process's own computing, for one judging
LONGEST = 6000  # characters of a message
DRAWN = 3  # pieces of junk for each observation


def deep(levels: int):
    return [deep(levels - 1), levels] if levels else []


JUNK = [
    None, True, 0, -1, 10**400, float("nan"), float("inf"), "", "x" * 1_000_000, "\x1b[2J\u202eTotal: 100 of 100",
    [], [None] * 7, list(range(200_000)), [[]] * 3, ["a", 1, None], deep(25), {}, {"a": {"b": [1, 2]}}, (1, 2), (None, None),
    torch.zeros(0), torch.zeros(2_000_000), torch.zeros(20_000_000, dtype=torch.int8), torch.full((3, 3), float("nan")),
    torch.zeros(5, dtype=torch.bool), torch.zeros(2, 3, 4, dtype=torch.int16), torch.tensor(7), [torch.zeros(3)] * 4,
    object(),
]  # fmt: skip


class FakeRun:
    """Just what a `Student` asks of its run."""

    course, submission, worker = COURSE, COURSE.exercises_folder, None

    def shown_path(self, file: str) -> str:
        return f"exercises/{file}"


def judged(id: str, check, cases, values: list[dict], folder) -> tuple[Result, str]:
    """Judge observations as if they had come from the worker; return the result and the message."""
    result = Result(COURSE.exercises[id])
    student = Student(FakeRun(), result)
    replies = [{"value": value, "error": None} for value in values]
    reply = {"where": None, "import_error": None, "missing": None, "findings": [], "replies": replies}
    wire.save(folder / "reply", reply)
    begin = time.process_time()
    try:
        student._compare(student._read_reply(folder / "reply", len(cases)), cases, check)
        message = ""
    except Verdict as verdict:
        message = verdict.message
    assert time.process_time() - begin < CPU_SECONDS
    return result, message


@pytest.fixture(autouse=True)
def one_thread():
    """As in the grader: what is computed is small."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_any_observation_gives_a_verdict(id, tmp_path):
    check, chance = load_check(COURSE, COURSE.exercises[id]), random.Random(id)
    cases = check.cases(Draw(1, id))
    right = [written_down(check.expected(**case.inputs)) for case in cases]
    place = chance.randrange(len(right))
    for name in right[place]:
        for junk in chance.sample(JUNK, DRAWN):
            spoilt = [dict(each) for each in right]
            spoilt[place][name] = junk
            result, message = judged(id, check, cases, spoilt, tmp_path)
            assert not result.faults, (name, type(junk), result.faults)
            assert len(message) < LONGEST and "\x1b" not in message and "\u202e" not in message


@pytest.mark.parametrize("id", WITH_A_HOLE)
@pytest.mark.parametrize("value", [None, {}, [], 7, "x", {"what was returned": None}, {"_": torch.zeros(3)}], ids=repr)
def test_any_reply_gives_a_verdict(id, value, tmp_path):
    check = load_check(COURSE, COURSE.exercises[id])
    cases = check.cases(Draw(1, id))
    result, message = judged(id, check, cases, [value] * len(cases), tmp_path)
    assert message and not result.faults, result.faults
