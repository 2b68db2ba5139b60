"""Describes a matplotlib figure as plain data: what a person who looks at it would see."""

import contextlib
from collections.abc import Iterator
from unittest import mock

import numpy as np
import torch

MAX_PIXELS = 1200  # of the longer side of the picture that is made of a figure
GREY_TOLERANCE = 0.02  # between red, green and blue, each in [0, 1]


def figure_from(module, function, twice: bool = True) -> dict:
    """Call a student's plotting function; describe what it returns, and whether anything was shown meanwhile.

    Args:
        module: the student's stage module, in which `show` may have been imported by name.
        function: what to call; what it draws should be the same each time.
        twice: whether to call it again.

    Returns:
        What `describe_figure` returns, "shown": whether plt.show() or Figure.show() was called, and "reused": whether
        a second call drew more into the figure of the first.
    """
    import matplotlib.pyplot as plt

    with _show_watched(module) as calls:
        returned = function()
        described = describe_figure(returned)
        again = function() if twice else None
    same = again is returned and described["type"] == "Figure"
    reused = same and not _is_as_full(described, describe_figure(again))
    plt.close("all")
    return described | {"shown": bool(calls), "reused": reused}


def _is_as_full(one: dict, other: dict) -> bool:
    """Whether two descriptions of figures have as many axes, images, lines and texts."""
    return _counts(one) == _counts(other)


def _counts(described: dict) -> list:
    each_axes = ((len(axes["images"]), len(axes["series"]), len(axes["texts"])) for axes in described["axes"])
    return [len(described["texts"]), sorted(each_axes)]


def describe_figure(figure) -> dict:
    """Draw a figure, however it was made, and describe it.

    Args:
        figure: what a student's function returned: a matplotlib Figure, or anything else.

    Returns:
        "type": "Figure", or for anything else its type in words, as "Axes", "tuple of Figure and ndarray", "None".
        "axes": one dict for each axes (see `_describe_axes`), in reading order; [] without a figure.
        "legends": the figure's own legends, each as `_describe_legend` has it, numbering the series of all axes.
        "texts": the figure's own texts: its title, and what was written with `figure.text`.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    if not isinstance(figure, Figure):
        return {"type": _type_in_words(figure), "axes": [], "legends": [], "texts": []}
    figure.set_dpi(min(100.0, MAX_PIXELS / max(*figure.get_size_inches(), 0.01)))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # a layout engine places the axes only now
    pixels = np.asarray(canvas.buffer_rgba())
    described = [_describe_axes(axes, pixels) for axes in figure.axes]
    _place([each for each in described if each["shown"]])
    described.sort(key=lambda each: (not each["shown"], each["row"], each["column"]))
    series = [artist for axes in figure.axes for artist in _series_of(axes)]
    return {
        "type": "Figure",
        "axes": described,
        "legends": [_describe_legend(legend, series) for legend in figure.legends],
        "texts": [text.get_text() for text in figure.texts if text.get_visible()],
    }


def _describe_axes(axes, pixels: np.ndarray) -> dict:
    """Describe one axes of a figure that was drawn.

    Returns:
        "shown": whether anything of it can be seen: it is visible, and not blank.
        "row", "column": its place among the shown axes, counted from 0 at the top left; -1 if it is not shown.
        "box": (left, bottom, width, height) as fractions of the figure.
        "title", "x_label", "y_label": text; "" where there is none, or where it is not visible.
        "x_ticks", "y_ticks": whether a tick or its label can be seen.
        "images": see `_describe_image`; "series": lines and scatters, see `_describe_series`.
        "legend": [(text, number of the series that it stands for, or None)] in order; None without a legend.
        "texts": what else is written in the axes.
    """
    series, legend = _series_of(axes), axes.get_legend()
    images = [_describe_image(image) for image in axes.images if image.get_visible()]
    visible = axes.get_visible()
    height, width = pixels.shape[:2]
    titles = (axes.title, axes._left_title, axes._right_title)
    return {
        "shown": visible and bool(images or not _is_blank(axes.bbox, pixels)),
        "row": -1,
        "column": -1,
        "box": tuple((np.array(axes.bbox.bounds) / (width, height, width, height)).tolist()),
        "title": " ".join(filter(None, map(_text, titles))),
        "x_label": _text(axes.xaxis.label) if axes.axison else "",
        "y_label": _text(axes.yaxis.label) if axes.axison else "",
        "x_ticks": visible and axes.axison and _has_ticks(axes.xaxis),
        "y_ticks": visible and axes.axison and _has_ticks(axes.yaxis),
        "images": images,
        "series": [_describe_series(artist) for artist in series],
        "legend": _describe_legend(legend, series) if legend and legend.get_visible() else None,
        "texts": [text.get_text() for text in axes.texts if text.get_visible()],
    }


def _describe_image(image) -> dict:
    """Describe what `imshow` made.

    Returns:
        "pixels": float32 (H, W), the values that it was given (of colours their mean), first row on top as it is seen.
        "grey": whether it appears in shades of grey.
    """
    values = np.ma.filled(np.ma.asarray(image.get_array(), dtype=float), np.nan)
    colours = np.asarray(image.to_rgba(image.get_array()), dtype=float)[..., :3]
    if colours.max(initial=0) > 1:  # to_rgba leaves uint8 colours as they are
        colours = colours / 255
    pixels = values if values.ndim == 2 else values[..., :3].mean(axis=-1)
    left, right, bottom, top = image.get_extent()
    first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
    (x_first, y_first), (x_last, y_last) = image.get_transform().transform([(left, first), (right, last)])
    pixels = pixels[:: 1 if y_first >= y_last else -1, :: 1 if x_first <= x_last else -1]
    return {
        "pixels": torch.tensor(pixels.copy(), dtype=torch.float32),
        "grey": bool((colours.max(axis=-1) - colours.min(axis=-1)).max(initial=0) < GREY_TOLERANCE),
    }


def _series_of(axes) -> list:
    """The lines and the scatters of an axes."""
    from matplotlib.collections import PathCollection

    return [*axes.lines, *(each for each in axes.collections if isinstance(each, PathCollection))]


def _describe_series(artist) -> dict:
    """ "kind" ("line" or "scatter"), "label" (begins with "_" if none was given), "visible", "x" and "y" (float64)."""
    is_line = hasattr(artist, "get_xdata")
    points = artist.get_xydata() if is_line else artist.get_offsets()
    points = np.ma.filled(np.ma.asarray(points, dtype=float), np.nan).reshape(-1, 2)
    return {
        "kind": "line" if is_line else "scatter",
        "label": str(artist.get_label()),
        "visible": artist.get_visible(),
        "x": torch.tensor(points[:, 0].copy()),
        "y": torch.tensor(points[:, 1].copy()),
    }


def _describe_legend(legend, series: list) -> list[tuple[str, int | None]]:
    """[(text, number of the series that it stands for in `series`, or None)].

    A legend holds copies of the artists, so the series is told by its look; failing that by its label, then its place.
    """
    looks = [_look(artist) for artist in series]
    labels = [str(artist.get_label()) for artist in series]
    entries = []
    for place, text in enumerate(legend.get_texts()):
        handle = legend.legend_handles[place] if place < len(legend.legend_handles) else None
        look = None if handle is None else _look(handle)
        if looks.count(look) == 1:
            number = looks.index(look)
        elif labels.count(text.get_text()) == 1:
            number = labels.index(text.get_text())
        else:
            number = place if place < len(series) else None
        entries.append((text.get_text(), number))
    return entries


def _look(artist) -> tuple:
    from matplotlib.colors import to_hex

    if hasattr(artist, "get_marker"):
        return to_hex(artist.get_color()), artist.get_linestyle(), str(artist.get_marker())
    colours = artist.get_facecolor() if hasattr(artist, "get_facecolor") else []
    return tuple(to_hex(colour) for colour in np.atleast_2d(colours)[:1])


def _has_ticks(axis) -> bool:
    if not axis.get_visible():
        return False
    low, high = sorted(axis.get_view_interval())
    pairs = [*zip(axis.get_majorticklocs(), axis.get_major_ticks(), strict=False)]
    pairs += zip(axis.get_minorticklocs(), axis.get_minor_ticks(), strict=False)
    return any(_tick_can_be_seen(tick) for place, tick in pairs if low <= place <= high)


def _tick_can_be_seen(tick) -> bool:
    if not tick.get_visible():
        return False
    marks = [line for line in (tick.tick1line, tick.tick2line) if line.get_visible() and line.get_markersize() > 0]
    return bool(marks or _text(tick.label1) or _text(tick.label2))


def _text(text) -> str:
    return text.get_text() if text.get_visible() else ""


def _is_blank(box, pixels: np.ndarray) -> bool:
    """Whether the part of the picture inside of `box` (counted in pixels from the bottom left) is of one colour."""
    height, width = pixels.shape[:2]
    left, right = (int(np.clip(round(x), 0, width)) for x in (box.x0, box.x1))
    top, bottom = (int(np.clip(round(height - y), 0, height)) for y in (box.y1, box.y0))
    inside = pixels[top:bottom, left:right].reshape(-1, pixels.shape[-1])
    return not len(inside) or bool((inside == pixels[0, 0]).all())


def _place(described: list[dict]) -> None:
    """Number the rows and columns of axes by their boxes: those whose centres are close together share one."""
    for name, axis, direction in (("row", 1, -1), ("column", 0, 1)):
        centres = [each["box"][axis] + each["box"][axis + 2] / 2 for each in described]
        number, last = -1, None
        for place in sorted(range(len(described)), key=lambda place: direction * centres[place]):
            if last is None or abs(centres[place] - last) > described[place]["box"][axis + 2] / 2:
                number += 1
                last = centres[place]
            described[place][name] = number


def _type_in_words(value) -> str:
    if value is None:
        return "None"
    name = type(value).__name__
    if name == "module":
        return f"the module {value.__name__}"
    if isinstance(value, list | tuple | np.ndarray):
        items = list(value.flat) if isinstance(value, np.ndarray) else list(value)
        kinds = list(dict.fromkeys(_type_in_words(item) if item is not value else name for item in items[:20]))
        return f"{name} of {' and '.join(kinds)}" if kinds else f"empty {name}"
    return name


@contextlib.contextmanager
def _show_watched(module) -> Iterator[list]:
    """Replace every way of showing a figure; yields a list that grows by one with each call."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    calls, show = [], plt.show
    names = [name for name, value in vars(module).items() if value is show]
    with contextlib.ExitStack() as stack:
        for owner, name in [(plt, "show"), (Figure, "show"), *((module, name) for name in names)]:
            stack.enter_context(mock.patch.object(owner, name, lambda *_, **__: calls.append(1)))
        yield calls
