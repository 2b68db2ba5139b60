"""Lays a figure out anew for a phone: narrow, its panels below each other, no text too small."""

import math
import textwrap

from matplotlib.gridspec import GridSpec
from matplotlib.text import Text
from matplotlib.ticker import AutoLocator, MaxNLocator

WIDTH = 4.6  # inches; on a phone 390 pixels wide, about 75 pixels an inch
TEXT = 9.8  # points, at least: about 10 pixels there
TITLE = 11.0  # points, at most
MARGIN = 0.55  # inches that labels take at a side


def lay_out_for_a_phone(figure) -> None:
    """Change a figure, in place, so that it can be read at a width of 390 pixels.

    Panels that share one grid move into fewer columns, row by row; where the grid's rows differ in height, what
    stands above belongs to what stands below it, and whole columns move.
    """
    width, height = figure.get_size_inches()
    panels = [axes for axes in figure.axes if axes.get_subplotspec() is not None]
    _size_texts(figure)
    figure.canvas.draw()
    if not panels:
        figure.set_size_inches(WIDTH, height)
        return
    grid = panels[0].get_subplotspec().get_gridspec()
    rows, columns = grid.nrows, grid.ncols
    ratios = grid.get_height_ratios()
    pictures = all(_is_picture(axes) for axes in panels)
    if columns == 1:
        heights = height * (WIDTH / width if pictures else 1)
        columns_now = 1
    elif pictures and (len(set(ratios)) > 1 or any(axes.get_ylabel() for axes in panels)):
        columns_now, heights = columns, height * WIDTH / width + 0.3  # rows that have names, or belong together, stay
    elif len(set(ratios)) > 1:
        columns_now, heights = _move_columns(figure, panels, grid, width, height)
    else:
        columns_now = _columns(panels, rows, columns, pictures)
        if columns_now < columns:
            rows_now = _move_panels(figure, panels, columns_now)
            cell = (WIDTH - MARGIN) / columns_now
            heights = rows_now * (height / rows * min(1, WIDTH / columns_now / (width / columns)) if pictures else
                                  max(1.75, min(2.2, 0.62 * cell)))  # fmt: skip
            if not pictures and any(axes.get_aspect() != "auto" for axes in panels):
                heights = rows_now * 0.75 * cell
            heights += 0.3
        else:
            heights = height * (WIDTH / width if pictures else 1)
            heights += 0.1 * rows if pictures else 0
    figure.set_size_inches(WIDTH, heights)
    if figure.get_layout_engine() is not None:
        figure.get_layout_engine().set(h_pad=0.07, w_pad=0.05)
    _lift_legends(figure, panels)
    _wrap(figure, panels, WIDTH / columns_now - (0.1 if pictures else 0.2))


def _size_texts(figure) -> None:
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            size = axis.get_ticklabels()[0].get_fontsize() if axis.get_ticklabels() else TEXT
            axis.set_tick_params(labelsize=max(size, TEXT))
            if isinstance(axis.get_major_locator(), AutoLocator):
                axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        axes.title.set_fontsize(min(axes.title.get_fontsize(), TITLE))
        for text in axes.texts if not axes.axison else ():
            text.set_fontsize(TEXT)  # words in a drawing stand close
    for text in figure.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), TEXT))


def _is_picture(axes) -> bool:
    """Whether the axes show an image, or a drawing without ticks."""
    ticks = any(label.get_text() and label.get_visible() for label in axes.get_xticklabels())
    return not axes.axison or (bool(axes.get_images()) and not ticks)


def _width(text) -> float:
    """Inches of a text."""
    return text.get_window_extent().width / text.figure.dpi if text.get_text() else 0.0


def _columns(panels, rows: int, columns: int, pictures: bool) -> int:
    """Into how many columns the panels fit."""
    title = max(_width(text) for axes in panels for text in (axes.title, *(axes.texts if not axes.axison else ())))
    if pictures:
        fitting = math.floor(WIDTH / (title + 0.06)) if title else columns
        fitting = max(1, min(columns, fitting))
        return next(count for count in range(fitting, 0, -1) if len(panels) % count == 0)
    return 2 if rows > 1 and columns > 1 and title < 0.9 * (WIDTH - MARGIN) else 1  # a title may take two lines


def _move_panels(figure, panels, columns: int) -> int:
    """Move panels into so many columns, row by row; return the number of rows."""
    rows = math.ceil(len(panels) / columns)
    grid = GridSpec(rows, columns, figure=figure)
    for number, axes in enumerate(panels):
        axes.set_subplotspec(grid[divmod(number, columns)])
    plots = [axes for axes in panels if not _is_picture(axes)]
    _label_the_edge(plots, "x", [axes for axes in plots if panels.index(axes) + columns >= len(panels)])
    _label_the_edge(plots, "y", [axes for axes in plots if panels.index(axes) % columns == 0])
    return rows


def _label_the_edge(plots, name: str, edge) -> None:
    """Of labels and ticks that all plots have in common along x or y, keep those at the edge, and put them there."""
    labels = {getattr(axes, f"get_{name}label")() for axes in plots} - {""}
    for axes in plots:
        if len(labels) == 1:
            getattr(axes, f"set_{name}label")(*labels if axes in edge else ("",))
        if len(getattr(axes, f"get_shared_{name}_axes")().get_siblings(axes)) > 1:
            axes.tick_params(**{"labelbottom" if name == "x" else "labelleft": axes in edge})


def _move_columns(figure, panels, grid, width: float, height: float) -> tuple[int, float]:
    """Move blocks of columns that no panel crosses to two beside each other; return 2 and the height in inches."""
    spans = [axes.get_subplotspec() for axes in panels]
    cuts = [edge for edge in range(1, grid.ncols) if not any(s.colspan.start < edge < s.colspan.stop for s in spans)]
    wide = max(s.colspan.stop - s.colspan.start for s in spans)
    cuts = [0, *(edge for edge in cuts if edge % wide == 0), grid.ncols]
    blocks = len(cuts) - 1
    beside = 2 if blocks > 2 else 1
    lines = math.ceil(blocks / beside)
    made = GridSpec(grid.nrows * lines, wide * beside, figure=figure, height_ratios=[*grid.get_height_ratios()] * lines)
    for axes, span in zip(panels, spans, strict=True):
        block = max(index for index, edge in enumerate(cuts[:-1]) if edge <= span.colspan.start)
        line, place = divmod(block, beside)
        left = span.colspan.start - cuts[block] + place * wide
        rows = slice(span.rowspan.start + line * grid.nrows, span.rowspan.stop + line * grid.nrows)
        axes.set_subplotspec(made[rows, left : left + span.colspan.stop - span.colspan.start])
        if not _is_picture(axes):
            axes.tick_params(labelleft=place == 0 or len(axes.get_shared_y_axes().get_siblings(axes)) == 1)
    return beside, lines * height * max(0.6, WIDTH / beside / (width / blocks))


def _wrap(figure, panels, room: float) -> None:
    """Break titles, and labels along an axis, that are wider than the room of their panel in inches."""
    for axes in panels:
        for text, space in ((axes.title, room), (axes.xaxis.label, room)):
            length = _width(text)
            if length > space and "\n" not in text.get_text():
                letters = int(len(text.get_text()) * space / length)
                words = text.get_text().replace(" %", "\N{NO-BREAK SPACE}%")
                text.set_text(textwrap.fill(words, letters, break_long_words=False))
    title = figure._suptitle
    if title is not None and _width(title) > WIDTH - 0.2:
        title.set_text(textwrap.fill(title.get_text(), int(len(title.get_text()) * (WIDTH - 0.2) / _width(title))))


def _lift_legends(figure, panels) -> None:
    """Put a legend that is wider than its panel, or beside it, above the figure, in one column."""
    figure.canvas.draw()
    for axes in panels:
        legend = axes.get_legend()
        if legend is None:
            continue
        box, panel = legend.get_window_extent(), axes.get_window_extent()
        if box.width > 0.95 * panel.width or box.x1 > panel.x1 + 10:
            legend.remove()
            _put_above(figure, legend)
    for legend in list(figure.legends):
        if legend.get_window_extent().width > (WIDTH - 0.1) * figure.dpi:
            legend.remove()
            _put_above(figure, legend)


def _put_above(figure, legend) -> None:
    labels = [text.get_text() for text in legend.get_texts()]
    figure.legend(legend.legend_handles, labels, loc="outside upper center", fontsize=TEXT)
