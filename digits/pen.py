"""The pen: bends the strokes of a hand in as many ways as there are digits to draw, and inks them into 28×28 pixels."""

import numpy as np

from digits.strokes import Stroke

SIDE, BOX = 28, 20  # MNIST's digits fit a box of 20 pixels, in images of 28
CHUNK = 128  # digits inked at a time, so that they fit the processor's cache
STEPS = 5  # straight pieces per span between two points of a stroke

# How much one digit differs from the next; see benchmarks/rendered.py for what that does to learning.
SHAKE = 0.022  # of every point, as a share of the digit's height: a standard deviation, as are the next two
BOW = 0.17  # of the digit as a whole, in every coefficient of a quadratic
TURN = 0.07  # in radians
SLANT, SLANT_SPREAD = 0.18, 0.2  # to the right for each pixel up: mean and standard deviation, about MNIST's
RADIUS, RADIUS_SPREAD = 1.25, 0.27  # half the line's width in pixels: median, and standard deviation of its logarithm
SOFTNESS = 1.2  # the grey rim of a line, in pixels


def trace(strokes: list[Stroke]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A hand's strokes as matrices, so that many digits can be bent at once.

    Returns `points` (U, 2), the distinct points; `curve` (S, U), float, such that `curve @ points` are S points along
    the smooth strokes (Catmull-Rom splines: each point's tangent is half the chord of its neighbours); and
    `pieces` (P, 2), int, the pairs of those that are joined by ink.
    """
    points = sorted({point for stroke in strokes for point in stroke})
    rows, pieces = [], []
    for stroke in strokes:
        at = np.eye(len(points))[[points.index(point) for point in stroke]]  # (C, U): picks the stroke's points
        tangent = np.gradient(at, axis=0) if len(stroke) > 2 else np.repeat(at[1:] - at[:1], 2, axis=0)
        t = np.linspace(0, 1, STEPS, endpoint=False)[:, None]
        h00, h10, h01, h11 = 2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, 3 * t**2 - 2 * t**3, t**3 - t**2
        first = len(rows)
        for i in range(len(stroke) - 1):
            rows.extend(h00 * at[i] + h10 * tangent[i] + h01 * at[i + 1] + h11 * tangent[i + 1])
        rows.append(at[-1])
        pieces += [(j, j + 1) for j in range(first, len(rows) - 1)]
    return np.array(points), np.array(rows), np.array(pieces)


def bend(points: np.ndarray, widths: tuple[float, float], count: int, rng: np.random.Generator) -> np.ndarray:
    """`count` ways of writing through `points` (U, 2): (count, U, 2), each with its own shakiness, bend and slant.

    `widths` are the narrowest and the widest that the digit is written, for a height of 1.
    """
    n = count
    xy = points - 0.5 + rng.normal(0, SHAKE, (n, *points.shape))  # every point off a little
    x, y = xy[..., 0], xy[..., 1]
    bow = rng.normal(0, BOW, (6, n, 1))  # one smooth bend of the whole digit: a quadratic in x and y
    x, y = x + bow[0] * x * x + bow[1] * x * y + bow[2] * y * y, y + bow[3] * x * x + bow[4] * x * y + bow[5] * y * y
    x = x * rng.uniform(*widths, (n, 1))  # narrow and wide
    x = x - y * rng.normal(SLANT, SLANT_SPREAD, (n, 1))  # slant, mostly to the right
    turn = rng.normal(0, TURN, (n, 1))
    return np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], axis=-1)


def radii(count: int, rng: np.random.Generator) -> np.ndarray:
    """Half the widths of `count` pens, in pixels: (count,)."""
    return np.clip(rng.lognormal(np.log(RADIUS), RADIUS_SPREAD, count), 0.6, 2.6)


def ink(path: np.ndarray, pieces: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Draw digits of one hand: uint8 (N, 28, 28), 0 the paper and 255 the ink.

    `path` (N, S, 2) holds points along the strokes, in any unit; `pieces` (P, 2) the pairs to be joined; `radius` (N,)
    half the width of the line, in pixels. As in MNIST, the digit is scaled to fit 20×20 pixels, line width included,
    keeping its proportions, and then placed with its centre of mass at the image's centre.
    """
    low, high = path.min(axis=1, keepdims=True), path.max(axis=1, keepdims=True)
    scale = (BOX - 2 * radius[:, None, None]) / (high - low).max(axis=2, keepdims=True)
    path = (path - (low + high) / 2) * scale + BOX / 2
    start, end = path[:, pieces[:, 0]], path[:, pieces[:, 1]]  # (N, P, 2)
    box = [
        _ink_box(start[i : i + CHUNK], end[i : i + CHUNK], radius[i : i + CHUNK]) for i in range(0, len(path), CHUNK)
    ]
    return _place(np.concatenate(box))


def _ink_box(start: np.ndarray, end: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Grey values in [0, 1], (N, 20, 20): how much of each pixel lies within `radius` of a piece."""
    start, end = start.astype(np.float32), end.astype(np.float32)
    along = end - start
    length2 = np.maximum((along**2).sum(axis=2), 1e-6)
    centre = np.arange(BOX, dtype=np.float32) + 0.5
    nearest = np.full((len(start), BOX, BOX), np.inf, dtype=np.float32)  # squared distance to the nearest piece
    for p in range(start.shape[1]):
        dx = (centre - start[:, p, :1])[:, None, :]  # (N, 1, 20)
        dy = (centre - start[:, p, 1:])[:, :, None]  # (N, 20, 1)
        ax, ay = along[:, p, 0, None, None], along[:, p, 1, None, None]
        t = np.clip((dx * ax + dy * ay) / length2[:, p, None, None], 0, 1)
        np.minimum(nearest, (dx - t * ax) ** 2 + (dy - t * ay) ** 2, out=nearest)
    return np.clip((radius[:, None, None].astype(np.float32) - np.sqrt(nearest)) / SOFTNESS + 0.5, 0, 1)


def _place(box: np.ndarray) -> np.ndarray:
    """Move each (20, 20) box by whole pixels, so that its centre of mass comes to the middle of (28, 28).

    The middle is the pixel (14, 14), counted from 0, as it is in MNIST: four pixels share the true one.
    """
    mass = box.sum(axis=(1, 2))
    offset = [
        np.clip(np.rint(SIDE / 2 - box.sum(axis=axis) @ np.arange(BOX) / mass), 0, SIDE - BOX).astype(int)
        for axis in (2, 1)
    ]
    image = np.zeros((len(box), SIDE, SIDE), dtype=np.uint8)
    row = offset[0][:, None, None] + np.arange(BOX)[:, None]
    column = offset[1][:, None, None] + np.arange(BOX)
    image[np.arange(len(box))[:, None, None], row, column] = np.rint(box * 255)
    return image
