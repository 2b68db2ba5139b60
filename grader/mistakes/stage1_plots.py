"""The usual mistakes of stage 1: grids of images."""

from ..judge.mistakes import Mistake
from ..simulate.stage1_plots import which
from .stage1 import _error
from .stage4_plots import RETURNS

PICTURES, TITLES = "the images in reading order", "the titles in reading order"


def _each_grid(test):
    """A predicate: every call gave a figure, and `test(observations, inputs)` holds."""
    return lambda replies, cases: all(
        reply.value["what was returned"] == "Figure" and test(reply.value, case.inputs)
        for reply, case in zip(replies, cases, strict=True)
    )


def _numbers(value: dict, inputs: dict) -> list[int | None]:
    return [which(picture, inputs["images"]) for picture in value[PICTURES]]


def _complete(value: dict, inputs: dict) -> bool:
    return _numbers(value, inputs) == list(range(len(inputs["images"])))


def _captions(inputs: dict) -> list[str]:
    return [str(caption) for caption in inputs["captions"]]


def _shifted(value: dict, inputs: dict) -> bool:
    titles, captions = value[TITLES], _captions(inputs)
    return _complete(value, inputs) and (titles[1:] == captions[:-1] or titles[:-1] == captions[1:])


def _one_image(value: dict, inputs: dict) -> bool:
    numbers = _numbers(value, inputs)
    return len(numbers) == len(inputs["images"]) and len(set(numbers)) == 1 and numbers[0] is not None


def _elsewhere(value: dict, inputs: dict) -> bool:
    return not any(value[TITLES]) and any(caption in value["_other texts"] for caption in _captions(inputs))


def _all_in_each(value: dict, inputs: dict) -> bool:
    titles = value[TITLES]
    return _complete(value, inputs) and all(all(caption in title for caption in _captions(inputs)) for title in titles)


def _altered(value: dict, inputs: dict) -> bool:
    pairs = list(zip(value[TITLES], _captions(inputs), strict=True))
    return (
        _complete(value, inputs)
        and all(caption in title and caption != title for title, caption in pairs)
        and not _all_in_each(value, inputs)
    )


PLOT_DIGITS = [
    *RETURNS,
    Mistake(
        "column-major",
        "The grid is filled column by column. Fill it row by row, as one reads.",
        {"column_major": True},
    ),
    Mistake(
        "captions-missing", "The images have no titles. Show each caption as the title of its axes.", {"titles": "none"}
    ),
    Mistake(
        "captions-shifted",
        "Each caption stands over its neighbour's image: they are off by one.",
        when=_each_grid(_shifted),
    ),
    Mistake(
        "captions-not-titles",
        "The captions are there, but not as titles. Make each the title of its axes.",
        when=_each_grid(_elsewhere),
    ),
    Mistake(
        "captions-altered",
        "The titles say more than the captions. Show each caption as it is.",
        when=_each_grid(_altered),
    ),
    Mistake(
        "all-captions-everywhere",
        "Every title holds all captions. Give each axes its own.",
        when=_each_grid(_all_in_each),
    ),
    Mistake(
        "one-image-everywhere",
        "The same image is in every axes. Show each image in its own.",
        when=_each_grid(_one_image),
    ),
    Mistake(
        "order-reversed",
        "The captions are in order, but the images run from the last to the first.",
        {"reverse": True},
    ),
    Mistake("not-grey", "The images are in colour. Choose a grey colour map.", {"grey": False}),
    Mistake(
        "ticks-shown", "The axes still show their ticks. Hide them: they say nothing about a digit.", {"ticks": True}
    ),
    Mistake(
        "leftover-axes-shown",
        "The last row has axes without an image, and they can be seen. Hide or remove them.",
        {"leftover": True},
    ),
    Mistake("columns-ignored", "The grid has 3 columns, whatever the argument columns says.", {"grid": "3 columns"}),
    Mistake(
        "rows-columns-swapped",
        "Rows and columns of the grid have changed places. The rows come first.",
        {"grid": "columns x rows"},
    ),
    Mistake(
        "last-row-missing",
        "The last row is missing. Round the number of rows up, not down.",
        {"missing": "last row"},
    ),
    Mistake("last-image-missing", "The last image is missing.", {"missing": "last image"}),
    Mistake(
        "upside-down",
        "The images stand on their heads. Row 0 belongs at the top.",
        {"seen": "upside down"},
    ),
    Mistake("transposed", "Rows and columns of each image have changed places.", {"seen": "transposed"}),
    Mistake(
        "drawn-over-each-other",
        "All images are drawn over each other in one axes. Give each its own.",
        when=_each_grid(lambda value, inputs: value["_images per axes"] == [len(inputs["images"])]),
    ),
    Mistake(
        "one-figure-per-image",
        "The figure shows a single image. Draw all of them into one figure.",
        when=_each_grid(
            lambda value, inputs: value["_images per axes"] == [1] and _numbers(value, inputs)[0] is not None
        ),
    ),
    Mistake(
        "one-axes-for-all",
        "The images are pasted together into one. Give each its own axes, with its own title.",
        when=_each_grid(lambda value, inputs: value["_images per axes"] == [1] and _numbers(value, inputs)[0] is None),
    ),
    Mistake(
        "channel-axis-kept",
        "An image to be shown has two axes, (28, 28). Take the channel axis away.",
        when=_error("TypeError", "Invalid shape (1, 28, 28)"),
    ),
    Mistake(
        "single-row-squeezed",
        "For a grid of one row, subplots returns a flat array. Tell it not to squeeze its answer.",
        when=_error("IndexError", "too many indices for array"),
    ),
]
