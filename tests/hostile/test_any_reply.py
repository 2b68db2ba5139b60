"""Whatever bytes come back in place of a reply: a verdict, within seconds of the judge's time and bounded memory."""

import json
import random
import resource
import struct
import time
from functools import cache

import pytest
import torch

from coursekit import wire
from coursekit.judge.check import load_check
from coursekit.judge.results import Report, Result, Verdict
from coursekit.judge.student import Student
from coursekit.kit.draw import Draw
from tests.helpers import COURSE

CPU_SECONDS, MOST_MEMORY = 2.0, 1.5 * 2**30  # of the judge's, for one reply
IDS = ["1.1", "1.3", "2.1", "2.3", "3.3", "4.2"]  # numbers, lists, tensors, parameters, a history
SPOOF = "\x1b[2J\u202eTotal: 100 of 100\x9b"
PARTS = ["where", "import_error", "missing", "because", "left_out", "unread", "notes", "findings", "replies"]


class FakeRun:
    """Just what a `Student` asks of its run."""

    def __init__(self, submission) -> None:
        self.course, self.submission, self.report = COURSE, submission, Report(COURSE)
        self.worker = None

    def shown_path(self, file: str) -> str:
        return f"exercises/{file}"


@pytest.fixture(autouse=True)
def one_thread():
    """As in the grader: what is computed is small."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@cache
def checked(id: str) -> tuple:
    """An exercise's check, and its calls."""
    check = load_check(COURSE, COURSE.exercises[id])
    return check, check.cases(Draw(1, id))


def judged(id: str, data: bytes, folder) -> str:
    """Judge the bytes of a reply; return the message, "" if the exercise passed."""
    (check, cases), result = checked(id), Result(COURSE.exercises[id])
    student, before = Student(FakeRun(folder), result), _memory()
    begin = time.process_time()
    try:
        with student._patience:
            student._compare(student._read_reply(data, len(cases)), cases, check)
        message = ""
    except Verdict as verdict:
        message = verdict.message
    assert time.process_time() - begin < CPU_SECONDS
    assert _memory() - before < MOST_MEMORY
    assert not result.faults, result.faults
    assert len(message) < 4096 and not {"\x1b", "\u202e", "\x9b"} & set(message)
    return message


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def enclosed(text: str, tensors: dict | None = None, data: bytes = b"") -> bytes:
    """A reply in the worker's form around a text of values."""
    header = json.dumps({"__metadata__": {"values": text}} | (tensors or {})).encode()
    return struct.pack("<Q", len(header)) + header + data


def values(reply: dict) -> str:
    """A reply's values as the worker would write them, for plain ones."""
    return json.dumps(_written(reply))


def _written(value):
    if isinstance(value, dict) and "$" not in value:
        return {"$": "dict", "items": [[_written(name), _written(each)] for name, each in value.items()]}
    return [_written(each) for each in value] if isinstance(value, list) else value


def a_reply(count: int = 3) -> dict:
    reply = {"where": None, "import_error": None, "missing": None, "because": "", "left_out": None, "unread": ""}
    return reply | {"notes": [], "findings": [], "replies": [{"value": {"x": 1}, "error": None}] * count}


def drawn(chance: random.Random, depth: int = 4):
    """Any value: plain, hostile, or made of others."""
    kinds = [
        None,
        True,
        0,
        -(10**30),
        1.5,
        float("nan"),
        float("inf"),
        "",
        SPOOF,
        "x" * 20_000,
        "NotImplementedError",
        "\ud800",
    ]
    kinds += [
        {"$": "tensor", "key": "t0"},
        {"$": "tensor", "key": "none"},
        {"$": "other", "type": SPOOF, "text": SPOOF * 99},
        {"$": 7},
    ]
    choice = chance.random()
    if depth == 0 or choice < 0.5:
        return chance.choice(kinds)
    if choice < 0.7:
        return [drawn(chance, depth - 1) for _ in range(chance.randrange(5))]
    if choice < 0.8:
        return {"$": "tuple", "items": [drawn(chance, depth - 1) for _ in range(chance.randrange(4))]}
    names = [
        "value",
        "error",
        "type",
        "message",
        "file",
        "line",
        "code",
        "chain",
        "kind",
        "what",
        "near",
        "takes",
        SPOOF,
    ]
    pairs = [[chance.choice([*names, drawn(chance, 1)]), drawn(chance, depth - 1)] for _ in range(chance.randrange(6))]
    return {"$": "dict", "items": pairs}


@pytest.mark.parametrize("seed", range(6))
def test_any_bytes(seed, tmp_path):
    chance = random.Random(seed)
    right = wire.dumps(a_reply())
    for _ in range(40):
        data = bytearray(right if chance.random() < 0.7 else chance.randbytes(chance.randrange(300)))
        for _ in range(chance.randrange(1, 8) if data else 0):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert judged(
            chance.choice(IDS),
            bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data),
            tmp_path,
        )


@pytest.mark.parametrize("seed", range(6))
def test_any_values(seed, tmp_path):
    chance = random.Random(seed)
    tensors = {"t0": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}}
    for _ in range(60):
        reply = a_reply(chance.randrange(12)) | {
            name: drawn(chance) for name in chance.sample(PARTS, chance.randrange(1, 5))
        }
        judged(chance.choice(IDS), enclosed(values(reply), tensors, bytes(16)), tmp_path)


@pytest.mark.parametrize("id", IDS)
def test_any_observation_by_its_right_name(id, tmp_path):
    (check, cases), chance = checked(id), random.Random(id)
    names = [list(check.expected(**case.inputs)) for case in cases]
    tensors = {"t0": {"dtype": "F64", "shape": [1, 0, 3], "data_offsets": [0, 0]}}
    for _ in range(25):
        replies = [{"value": {name: drawn(chance, 3) for name in each}, "error": None} for each in names]
        judged(id, enclosed(values(a_reply() | {"replies": replies}), tensors), tmp_path)


TOO_MUCH = {
    "deep lists": lambda: enclosed("[" * 1_000_000 + "]" * 1_000_000),
    "lists as deep as can be read": lambda: enclosed(values(a_reply() | {"replies": [{"value": {"x": "DEEP"}, "error": None}]}).replace('"DEEP"', "[" * 900 + "]" * 900)),
    "deep dicts": lambda: enclosed('{"$": "dict", "items": [[0, ' * 900 + "0" + "]]}" * 900),
    "millions of items": lambda: enclosed(values(a_reply() | {"replies": [{"value": {"x": "MANY"}, "error": None}]}).replace('"MANY"', f"[{'0,' * 3_500_000}0]")),
    "millions of dicts": lambda: enclosed("[" + "{}," * 1_000_000 + "0]"),
    "many empty dicts": lambda: enclosed(values(a_reply() | {"replies": "MANY"}).replace('"MANY"', "[" + '{"$":"dict","items":[]},' * 150_000 + "0]")),
    "a number of a million digits": lambda: enclosed("1" * 1_000_000),
    "a number of a thousand digits": lambda: enclosed(values(a_reply() | {"replies": [{"value": {"x": "LONG"}, "error": None}]}).replace('"LONG"', "1" * 4000)),
    "a fraction of millions of digits": lambda: enclosed("0." + "1" * 7_000_000),
    "a text of megabytes": lambda: enclosed(values(a_reply() | {"missing": "x" * 7_000_000})),
    "many tensors": lambda: enclosed(values(a_reply()), {f"t{n}": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]} for n in range(60_000)}),
    "tensors of every dtype": lambda: enclosed(values(a_reply()), {f"t{n}": {"dtype": dtype, "shape": [0], "data_offsets": [0, 0]} for n, dtype in enumerate(["F8_E4M3", "F8_E5M2", "C64", "F4", "BF16", "U64", "U16"])}),
    "a tensor of 60 MB": lambda: enclosed(values(a_reply() | {"replies": [{"value": {"x": "T"}, "error": None}]}).replace('"T"', '{"$":"tensor","key":"t0"}'), {"t0": {"dtype": "U8", "shape": [60_000_000], "data_offsets": [0, 60_000_000]}}, bytes(60_000_000)),
    "a header of no end": lambda: struct.pack("<Q", 2**63) + b"{" * 1000,
    "a header of spaces": lambda: struct.pack("<Q", 8 * 2**20) + b" " * (8 * 2**20),
    "an exception of megabytes": lambda: enclosed(values(a_reply() | {"import_error": an_error("x" * 3_000_000)})),
    "an exception of many calls": lambda: enclosed(values(a_reply() | {"import_error": an_error("x", [{"file": "stage2_model.py", "line": 1, "code": "x"}] * 30_000)})),
    "many findings": lambda: enclosed(values(a_reply() | {"findings": [{"kind": "todo-left", "line": 1, "what": SPOOF * 50}] * 15_000})),
    "many notes": lambda: enclosed(values(a_reply() | {"notes": ["stage2_model.py " + SPOOF] * 100_000})),
}  # fmt: skip


def an_error(message: str, chain=()) -> dict:
    place = {"file": "stage2_model.py", "line": 10**15, "code": SPOOF * 1000}
    more = {"chain": list(chain), "meant": SPOOF, "takes": [SPOOF] * 100, "near": [[SPOOF, SPOOF]] * 100, "layer": None}
    return {"type": SPOOF + "Error", "message": message + SPOOF, **place, **more}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much(name, tmp_path):
    data = TOO_MUCH[name]()
    assert judged("2.1", data, tmp_path)


def test_the_most_tensors():
    most = [torch.zeros(0)] * (wire.MOST_TENSORS - 1)  # the text of all values counts as one
    assert len(wire.loads(wire.dumps(most))) == len(most)
    with pytest.raises(ValueError):
        wire.loads(wire.dumps([*most, torch.zeros(0)]))
