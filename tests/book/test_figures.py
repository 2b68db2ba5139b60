"""Figures laid out for a phone: narrow, panels below each other in their order, nothing small, nothing on top of another."""

import io
from itertools import pairwise

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from digits.style import use_style
from grader.book_figures import png
from grader.book_phone import TEXT, WIDTH, lay_out_for_a_phone


@pytest.fixture(autouse=True)
def style():
    with plt.rc_context():
        use_style()
        yield
    plt.close("all")


def places(figure, panels) -> list:
    """Where the panels lie, in inches, once the figure is drawn."""
    figure.canvas.draw()
    return [panel.get_window_extent().transformed(figure.dpi_scale_trans.inverted()) for panel in panels]


def test_plots_side_by_side_come_below_each_other():
    figure, panels = plt.subplots(1, 3, figsize=(10, 3.5), sharey=True)
    for number, axes in enumerate(panels):
        axes.plot([0, 1], [0, number])
        axes.set(xlabel="epochs", title=f"panel {number}")
    panels[0].set_ylabel("loss")
    lay_out_for_a_phone(figure)
    boxes = places(figure, panels)
    assert figure.get_size_inches()[0] == WIDTH
    assert all(box.width > 3 and box.height > 1 for box in boxes)
    assert all(below.y1 < above.y0 for above, below in pairwise(boxes))
    assert [axes.get_xlabel() for axes in panels] == ["", "", "epochs"]  # said once, under the last
    assert [axes.get_ylabel() for axes in panels] == ["loss"] * 3


def test_captions_of_pictures_do_not_touch():
    figure, grid = plt.subplots(2, 6, figsize=(10, 4))
    for axes in grid.flat:
        axes.imshow(np.zeros((28, 28)))
        axes.set(xticks=[], yticks=[], title="label 4\nread as 9 (98%)")
    lay_out_for_a_phone(figure)
    boxes = places(figure, [axes.title for axes in grid.flat])
    for number, box in enumerate(boxes):
        assert box.x0 >= 0 and box.x1 <= WIDTH
        assert not any(box.overlaps(other) for other in boxes[number + 1 :])
    order = sorted(range(12), key=lambda number: (-round(boxes[number].y0, 1), boxes[number].x0))
    assert order == list(range(12))


def test_words_in_place_of_pictures_have_room_too(recwarn):
    figure, panels = plt.subplots(2, 6, figsize=(10, 4))
    for axes in panels.flat:
        axes.axis("off")
        axes.text(0.5, 0.5, "test digit 1234\nread as 5\n(100%)", ha="center")
    lay_out_for_a_phone(figure)
    columns = {round(place.x0, 2) for place in places(figure, panels.flat)}
    assert len(columns) < 6 and not [each for each in recwarn if "collapsed" in str(each.message)]


def test_what_stands_above_stays_above():
    figure, grid = plt.subplots(2, 4, figsize=(11, 5), height_ratios=(1, 2))
    for axes in grid[0]:
        axes.imshow(np.zeros((4, 4)))
        axes.axis("off")
    for axes in grid[1]:
        axes.plot([0, 1])
    lay_out_for_a_phone(figure)
    upper, lower = places(figure, grid[0]), places(figure, grid[1])
    for above, below in zip(upper, lower, strict=True):
        assert above.y0 > below.y1 and below.x0 <= (above.x0 + above.x1) / 2 <= below.x1
    assert max(box.x1 for box in lower) <= WIDTH and min(box.width for box in lower) > 1.2


def test_no_text_is_small_and_the_file_says_so():
    figure, axes = plt.subplots(figsize=(8, 3))
    axes.plot([0, 1], label="a line")
    axes.text(0.5, 0.5, "small", fontsize=6)
    axes.set_title("a title that is much too long for a phone, and so has to take two lines of the figure")
    axes.legend(fontsize=7)
    desk = Image.open(io.BytesIO(png(figure, "desk"))).text
    lay_out_for_a_phone(figure)
    narrow = Image.open(io.BytesIO(png(figure, "phone")))
    assert (desk["layout"], desk["smallest text"]) == ("desk", "6.00")
    assert narrow.text["layout"] == "phone" and float(narrow.text["smallest text"]) >= TEXT
    assert float(narrow.text["inches"]) == pytest.approx(WIDTH, abs=0.1)  # nothing sticks out
    assert narrow.width == round(float(narrow.text["inches"]) * 160)


def test_a_legend_wider_than_its_panel_moves_above_the_figure():
    figure, panels = plt.subplots(2, 2, figsize=(8, 6))
    for axes in panels.flat:
        axes.plot([0, 1], label="the share of all digits that were read rightly")
    panels[0, 0].legend()
    lay_out_for_a_phone(figure)
    (legend,) = figure.legends
    (box,) = places(figure, [legend])
    assert not panels[0, 0].get_legend() and box.x0 >= 0 and box.x1 <= WIDTH
    assert all(panel.y1 < box.y0 for panel in places(figure, panels.flat))
