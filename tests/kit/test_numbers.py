"""Numbers of another kind are told apart, also after they crossed to the judge."""

import numpy as np
import pytest
import torch

from coursekit import wire
from coursekit.judge.compare import same, written_down
from coursekit.kit.numbers import as_sent, kept_as, numpy_number, rounded


def _crossed(value, folder):
    wire.save(folder / "values", {"value": as_sent(value)})
    return wire.load(folder / "values")["value"]


@pytest.mark.parametrize("value", [np.float32(0.25), np.float16(0.25), np.array(0.25, dtype=np.float32)])
def test_a_number_of_numpys_keeps_its_kind(value, tmp_path):
    sent = _crossed(value, tmp_path)
    assert numpy_number(sent) == 0.25 and sent.type.startswith("numpy.")
    assert same(sent, kept_as("numpy", 0.25)) and not same(sent, kept_as("tensor", 0.25))


@pytest.mark.parametrize("value", [0.25, np.float64(0.25), "0.25", None])
def test_all_else_is_sent_as_it_is(value, tmp_path):
    sent = _crossed(value, tmp_path)
    assert sent == value and numpy_number(sent) is None


@pytest.mark.parametrize("kind", ["tensor", "numpy"])
def test_an_example_of_a_kind_is_of_that_kind(kind):
    expected = kept_as(kind, 0.3)
    assert same(written_down(expected), expected)
    assert not same(0.3, expected)


def test_rounded_numbers_are_told_from_right_and_from_other_ones():
    right = [[0.12345678], [0.98765432]]
    assert rounded(list(zip([0.123, 0.988], right, strict=True)))
    assert not rounded(list(zip([0.12345678, 0.98765432], right, strict=True)))
    assert not rounded(list(zip([0.2, 0.988], right, strict=True)))
    assert not rounded(list(zip([torch.tensor(0.123), 0.988], right, strict=True)))


def test_a_number_halfway_may_be_rounded_either_way():
    halfway = [[(up, [0.2345])] for up in (0.234, 0.235)]
    assert rounded(halfway[0]) and rounded(halfway[1]) and not rounded([(0.236, [0.2345])])
