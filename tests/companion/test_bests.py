"""`bests`: what was reached over time, where there is something to compete in."""

import json
from types import SimpleNamespace

import pytest

from coursekit.companion.bests import FILE, MOST, Bests
from coursekit.judge.results import FAILED, PASSED, Record, Result
from tests.helpers import COURSE


@pytest.fixture
def bests(memory) -> Bests:
    return Bests(memory.course)


def raced(bests: Bests, value: float, status: str = PASSED) -> None:
    record = Record(value, "tutorial epochs")
    bests.judged(SimpleNamespace(), Result(COURSE.exercises["5.3"], status, record=record, detail=f"99.{value:02.0f}%"))


def test_the_latest_are_shown_and_the_best_is_marked(bests, companion):
    for value in [9, 1, *range(20, 40)]:
        raced(bests, value)
    raced(bests, 0.5, FAILED)
    code, text = companion("bests")
    assert code == 0 and text.startswith("5.3 race, in tutorial epochs (the lower the better)\n  ... 10 earlier\n")
    lines = text.splitlines()[2:]
    assert len(lines) == 13 and lines[0].endswith("1.00  99.01%  best") and lines[-1].endswith("39.00  99.39%")


def test_before_the_first_it_says_what_to_type(companion):
    assert companion("bests") == (0, "There is no record of yours yet.\n5.3 race: pytest grader -k 5.3\n")


@pytest.mark.parametrize("kept", ["", "{", "[1]", '[{"id": "5.3"}]', "[" * 100_000, '{"a": 1}'])
def test_what_cannot_be_read_is_no_record(kept, bests, companion):
    bests.file.parent.mkdir(exist_ok=True)
    bests.file.write_text(kept, encoding="utf-8")
    assert companion("bests")[1].startswith("There is no record of yours yet.")
    raced(bests, 2)
    assert "2.00  99.02%  best" in companion("bests")[1]


def test_no_more_than_so_many_are_kept(bests):
    raced(bests, 1)
    bests.file.write_text(json.dumps(json.loads(bests.file.read_text("utf-8")) * (MOST + 5)), "utf-8")
    raced(bests, 2)
    assert len(bests.tries()) == MOST and bests.tries()[-1].value == 2 and bests.file.name == FILE


def test_the_picture(bests, companion, tmp_path):
    for value in (3, 1, 2):
        raced(bests, value)
    code, text = companion("bests", "--plot", tmp_path / "bests.png")
    assert code == 0 and (tmp_path / "bests.png").read_bytes().startswith(b"\x89PNG")
    assert companion("bests", "--plot", tmp_path / "no folder" / "bests.png")[0] == 1
    assert companion("bests", "--plot", tmp_path / "bests.nonsense")[0] == 1
