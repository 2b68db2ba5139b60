"""The hands as they are written down, and the pen's geometry."""

import numpy as np
import pytest

from digits import pen
from digits.strokes import HANDS, WIDTHS, parse

ALL = [(digit, hand) for digit, hands in HANDS.items() for _, hand in hands]


def test_every_digit_has_several_hands():
    assert sorted(HANDS) == sorted(WIDTHS) == list(range(10))
    assert min(len(hands) for hands in HANDS.values()) >= 3


@pytest.mark.parametrize(("digit", "hand"), ALL)
def test_every_hand_is_whole(digit, hand):
    strokes = parse(hand)
    assert all(len(stroke) >= 2 for stroke in strokes)
    assert all(0 <= value <= 1 for stroke in strokes for point in stroke for value in point)
    points, curve, pieces = pen.trace(strokes)
    assert len(points) == len({point for stroke in strokes for point in stroke})
    np.testing.assert_allclose(curve.sum(axis=1), 1)  # moves with its points
    assert pieces.max() == len(curve) - 1


def test_parse():
    assert parse("20,22 50,0 / 50,0 50,100") == [[(0.2, 0.22), (0.5, 0.0)], [(0.5, 0.0), (0.5, 1.0)]]


def test_a_curve_passes_through_its_points_and_strokes_do_not_join():
    points, curve, pieces = pen.trace([[(0.0, 0.0), (0.5, 0.9), (1.0, 0.0)], [(0.0, 1.0), (1.0, 1.0)]])
    path = curve @ points
    for point in points:
        assert np.abs(path - point).sum(axis=1).min() < 1e-12
    last_of_first = 2 * pen.STEPS
    assert [last_of_first, last_of_first + 1] not in pieces.tolist()


def test_a_straight_line_is_inked_where_it_should_be():
    path = np.array([[[0.0, 0.0], [0.0, 1.0]]])  # upright
    image = pen.ink(path, np.array([[0, 1]]), np.array([2.0]))[0]
    rows, columns = np.flatnonzero(image.any(axis=1)), np.flatnonzero(image.any(axis=0))
    assert (len(rows), len(columns)) == (20, 6)  # four pixels wide, and a grey rim
    assert (image[8:20, 13:15] == 255).all()


def test_wider_pens_leave_more_ink():
    path = np.repeat(np.array([[[0.0, 0.0], [0.3, 0.6], [0.0, 1.0]]]), 3, axis=0)
    ink = pen.ink(path, np.array([[0, 1], [1, 2]]), np.array([0.7, 1.2, 2.0])).sum(axis=(1, 2), dtype=int)
    assert ink[0] < ink[1] < ink[2]
