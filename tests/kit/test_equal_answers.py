"""The judge keeps of a wrong answer without a name a digest: the same for equal values, however they were computed."""

import math

import pytest
import torch

from coursekit.judge.answer import answer_of, answer_of_error
from coursekit.judge.mistakes import Reply
from coursekit.wire import Other
from tests.kit.copies import TINY

SHARES = "def count_words(text):\n    return {'the': 1 / 3 + %s}\n"
ONE, TWO = SHARES % "1 / 3", "def count_words(text):\n    share = 2\n    return dict(the=share / 3)\n"
NAMED = (TINY / "tests/mistakes/count_words_case.py").read_text(encoding="utf-8")
CRASH = "def count_words(text):\n%s    if text:\n        raise RuntimeError(object())\n    return {}\n"


def answers(warm_words, submission, code: str) -> dict[str, str]:
    file = submission / "stage1_words.py"
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n\n{code}", encoding="utf-8")
    report = warm_words.grade(submission, ["1.1"], seed=5)
    file.write_text(before, encoding="utf-8")
    return {id: result.answer for id, result in report.results.items()}


def test_equal_answers_of_submissions(warm_words, submission):
    codes = [ONE, TWO, SHARES % "1", "pass", NAMED, CRASH % "", CRASH % "    pass\n"]
    one, other, another, right, named, crash, crashed_too = (answers(warm_words, submission, code) for code in codes)
    assert one["1.1"] and one == other and another["1.1"] and another != one
    assert right["1.1"] == "" and named["1.1"] == ""
    assert crash["1.1"] and crash == crashed_too != one  # the object lies elsewhere in memory, the line elsewhere too
    assert not any(each["1.2"] for each in (one, right))


def digest(value) -> str:
    return answer_of([Reply({"value": value}, None)])


NUMBERS = torch.randn(5000, generator=torch.Generator().manual_seed(1))
DIFFERENT = [
    None, True, 1, 2, 1.0, 1.01, -1.0, 0.0, "1", "a", [1.0], (1.0,), [1.0, 2.0], [2.0, 1.0], {"a": 1.0}, {"b": 1.0}, [], {},
    math.nan, math.inf, -math.inf, [math.nan, 1.0], [1.0, math.nan], Other("method", "<f>"), Other("function", "<f>"),
    NUMBERS, NUMBERS.double(), NUMBERS.view(50, 100), NUMBERS.flip(0), NUMBERS + 0.1, NUMBERS.abs(), NUMBERS.long(),
    NUMBERS.long() + 1, NUMBERS > 0, torch.tensor(1.0), torch.tensor(1), torch.empty(0), [[1.0], [2.0]], 1e300, 10**400,
]  # fmt: skip


def test_what_is_different_has_another_digest():
    assert len({digest(value) for value in DIFFERENT}) == len(DIFFERENT)


@pytest.mark.parametrize("seed", range(5))
def test_sums_in_another_order_are_the_same(seed):
    noise = 1 + 1e-7 * torch.randn(5000, generator=torch.Generator().manual_seed(seed))
    assert digest(NUMBERS * noise) == digest(NUMBERS)
    assert digest([0.1 + 0.2, 1.0]) == digest([0.3, 1.0])


def test_evidence_and_addresses_do_not_count():
    one, other = ({"value": 1, "_seen": number} for number in (1, 2))
    assert answer_of([Reply(one, None)]) == answer_of([Reply(other, None)]) != answer_of([Reply(one, None)] * 2)
    assert answer_of([]) == "" and answer_of([Reply(None, None)])
    one, other = (Other("Net", f"<Net object at 0x7f{number}00aa>") for number in (1, 2))
    assert digest(one) == digest(other)
    error = {"type": "KeyError", "message": "<object at 0x7f1200>", "code": "  return x", "line": 3, "file": "a.py"}
    same = {**error, "message": "<object at 0x7f3400>", "code": "return x", "line": 8}
    assert answer_of_error(error) == answer_of_error(same) != answer_of_error({**error, "type": "IndexError"})


def test_a_large_answer_is_looked_at_quickly():
    replies = [Reply({f"{number}": torch.ones(3_000_000) for number in range(20)}, None)]
    assert answer_of(replies)
