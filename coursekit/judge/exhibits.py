"""What a page may show of an exercise beside its verdict: pictures, curves, tables of counts.

An exhibit is a dict of JSON's values, with "kind", "title" and "caption". Each function makes one of values that may have
come from a submission; what is ill-shaped or too large gives None, or is left out, and nothing is ever raised because of it.
Pixels are encoded here: no image that a submission made is ever decoded.
"""

import base64
import io

import torch

from ..kit.pictures import MAX_HEIGHT, MAX_WIDTH
from .text import plain

PICTURE, GALLERY, CURVE, MATRIX = "picture", "gallery", "curve", "matrix"
MOST_BYTES = 400_000  # of a picture's PNG; a plot takes a tenth of that, noise all of it
MOST_IMAGES, MOST_SIDE = 24, 64  # of a gallery, and pixels of one of its images
MOST_SERIES, MOST_POINTS = 6, 600  # of a curve, and of each of its series
MOST_CLASSES = 20  # of a matrix
MOST_NUMBER = 1e12  # that is drawn
MOST_TEXT, MOST_LABEL = 400, 60  # characters


def picture(pixels, title: str, caption: str = "") -> dict | None:
    """A picture.

    Args:
        pixels: uint8 (H, W) or (H, W, 3), at most `MAX_HEIGHT` by `MAX_WIDTH`; anything else gives None.
        title, caption: what stands above it and below it.
    """
    if not _are_pixels(pixels, MAX_HEIGHT, MAX_WIDTH):
        return None
    png = _png(pixels)
    if len(png) > MOST_BYTES:
        return None
    return _exhibit(PICTURE, title, caption) | {
        "png": _text_of(png),
        "height": pixels.shape[0],
        "width": pixels.shape[1],
    }


def gallery(images, captions: list[str], title: str, caption: str = "") -> dict | None:
    """Small images with a caption each.

    Args:
        images: uint8 (N, H, W), at most `MOST_SIDE` high and wide, of which the first `MOST_IMAGES` are shown.
        captions: N of them.
        title, caption: what stands above and below them.
    """
    if not isinstance(images, torch.Tensor) or images.dim() != 3 or not len(images) == len(captions) > 0:
        return None
    if not _are_pixels(images[0], MOST_SIDE, MOST_SIDE):
        return None
    shown = [
        {"png": _text_of(_png(image)), "caption": plain(str(text), MOST_LABEL)}
        for image, text in zip(images[:MOST_IMAGES], captions, strict=False)
    ]
    return _exhibit(GALLERY, title, caption) | {"images": shown}


def curve(series: dict, title: str, caption: str = "", x_label: str = "", y_label: str = "") -> dict | None:
    """Lines of numbers.

    Args:
        series: by name, [(x, y), ...]; what cannot be drawn is left out, and the caption says how many.
        title, caption: what stands above and below it.
        x_label, y_label: what runs along the axes.
    """
    shown, left_out = {}, 0
    for name, pairs in list(series.items())[:MOST_SERIES]:
        points = finite_points(pairs)
        left_out += len(pairs) - len(points) if isinstance(pairs, list) else 0
        if points:
            shown[plain(str(name), MOST_LABEL)] = _thinned(points)
    if not shown:
        return None
    if left_out:
        what = "value that is no number" if left_out == 1 else "values that are no numbers"
        caption = f"{caption} Left out: {left_out} {what}, or too large to draw.".strip()
    labels = {"x_label": plain(x_label, MOST_LABEL), "y_label": plain(y_label, MOST_LABEL)}
    return _exhibit(CURVE, title, caption) | labels | {"series": shown}


def matrix(counts: torch.Tensor, names: list[str], title: str, caption: str = "", rows="", columns="") -> dict | None:
    """How often what was taken for what.

    Args:
        counts: whole numbers (N, N), N at most `MOST_CLASSES`.
        names: of the N classes.
        title, caption: what stands above and below it.
        rows, columns: what the rows and the columns stand for.
    """
    if counts.dim() != 2 or not counts.shape[0] == counts.shape[1] == len(names) <= MOST_CLASSES:
        return None
    labels = {"rows": plain(rows, MOST_LABEL), "columns": plain(columns, MOST_LABEL)}
    names = [plain(str(name), MOST_LABEL) for name in names]
    return _exhibit(MATRIX, title, caption) | labels | {"names": names, "counts": counts.long().tolist()}


def finite_points(pairs) -> list[tuple[float, float]]:
    """Of a list, the pairs of numbers that can be drawn; [] of anything else."""
    if not isinstance(pairs, list):
        return []
    return [(float(x), float(y)) for x, y in filter(_is_pair, pairs) if _can_be_drawn(x) and _can_be_drawn(y)]


def _is_pair(value) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2


def _can_be_drawn(value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MOST_NUMBER  # not of NaN


def _thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most `MOST_POINTS` of them, evenly, the last one among them."""
    step = -(-len(points) // MOST_POINTS)
    return points if step == 1 else [*points[:-1:step], points[-1]]


def _exhibit(kind: str, title: str, caption: str) -> dict:
    return {"kind": kind, "title": plain(title, MOST_LABEL), "caption": plain(caption, MOST_TEXT)}


def _are_pixels(value, height: int, width: int) -> bool:
    """Whether it is uint8 (H, W) or (H, W, 3), not empty and not larger than that."""
    if not isinstance(value, torch.Tensor) or value.dtype != torch.uint8 or value.dim() not in (2, 3):
        return False
    fits = 0 < value.shape[0] <= height and 0 < value.shape[1] <= width
    return fits and (value.dim() == 2 or value.shape[2] == 3)


def _png(pixels: torch.Tensor) -> bytes:
    from PIL import Image  # only where there is something to show

    made = io.BytesIO()
    Image.fromarray(pixels.contiguous().numpy()).save(made, "PNG")
    return made.getvalue()


def _text_of(png: bytes) -> str:
    return base64.b64encode(png).decode("ascii")
