"""1.4 plot_digits: the images row by row, in grey, each under its caption."""

import torch
import torch.nn.functional as F

from coursekit.judge.compare import Meets, describe, exactly
from coursekit.judge.mistakes import Case, Mistake, Raises, Reply
from coursekit.kit.rules import Rule, lower_first, raises
from grader.checks import hints
from grader.checks.on_digits import read_set
from grader.checks.plots import RETURNS, drawn
from grader.given.images import normalised

ALIKE = 0.95  # correlation of a picture with the image that it shows; that of two images is near 0
MOST_PIXELS = 10_000_000  # of a picture that is looked at
MOST_AXES = 10_000  # of a figure that is looked at
PICTURES, TITLES = "the images in reading order", "the titles in reading order"
TEXTS, COUNTS = "_other texts", "_images per axes"
VIEWS = {
    "upright": lambda image: image,
    "upside down": lambda image: image.flip(0),
    "transposed": lambda image: image.T,
}


def cases(draw) -> list[Case]:
    """Grids with a short last row, with an odd number of columns and with a single row; captions of text and of numbers."""
    drawn = []
    for count, columns, low, high in [(4, None, -0.4242, 2.8215), (5, 2, 0.0, 1.0), (3, 5, 0.0, 255.0)]:
        digits = draw.random.sample(range(10), count)
        inputs = {
            "images": low + (high - low) * torch.rand(count, 1, 28, 28, generator=draw.generator),
            "captions": digits if columns == 2 else [f"Label: {digit}" for digit in digits],
            "columns": columns,
            "twice": columns == 5,  # takes its time, and tells the same of each grid
        }
        option = "" if columns is None else f", columns={columns}"
        drawn.append(Case(f"plot_digits(images, captions{option}) on {count} images", inputs))
    return drawn


def exhibits(student, draw):
    """The student's grid of six training digits."""
    images, labels = read_set(student.data_root, "train")
    chosen = torch.randperm(len(labels), generator=draw.generator)[:6]
    captions = [f"Label: {label}" for label in labels[chosen].tolist()]
    case = Case("plot_digits(images, captions)", {"images": normalised(images[chosen]), "captions": captions})
    yield drawn(student, case, "Your plot_digits", "It was given six digits of the training set and their labels.")


def expected(
    images, captions, columns, twice, column_major=False, grid="rows x columns", missing=None, titles="right", grey=True,
    ticks=False, leftover=False, shown=False, seen="upright", reverse=False,
    reused=False,
) -> dict | Raises:  # fmt: skip
    """What is to be seen of the grid, in reading order."""
    wide = 3 if columns is None or grid == "3 columns" else columns
    high = -(-len(images) // wide)
    if grid == "columns x rows":
        wide, high = high, wide
    if missing == "last row":
        high = len(images) // wide
        if not high:
            return Raises("ValueError")  # subplots: Number of rows must be a positive integer
    cells = [
        [column * high + row if column_major else row * wide + column for column in range(wide)] for row in range(high)
    ]
    count = len(images) - (missing == "last image")
    rows = [[number for number in row if number < count] for row in cells]
    order = [number for row in rows for number in row]
    pictures = order[::-1] if reverse else order
    captions = [{"right": str(caption), "none": ""}[titles] for caption in captions]
    spare = high * wide - len(order)
    return {
        "what was returned": exactly("Figure"),
        "whether the figure was shown": shown,
        "whether a second call drew into the same figure": reused and twice,
        "the number of images in each row": [len(row) for row in rows if row],
        PICTURES: [_shows(images, number, seen) for number in pictures],
        TITLES: [captions[number] for number in order],
        "whether all images are grey": grey,
        "whether ticks can be seen": ticks,
        "the number of axes that are shown without an image": spare if leftover else 0,
    } | ({TEXTS: []} if titles == "none" else {})


def _shows(images: torch.Tensor, number: int, seen: str) -> Meets:
    """A picture of `images[number]`, whatever the scale of the values, seen as `seen` says."""
    return Meets(
        f"images[{number}]",
        lambda picture: _is_picture(picture) and _which(picture, images, seen) == number,
        lambda picture: _in_words(picture, images),
        VIEWS[seen](images[number][0]),
    )


def _is_picture(value) -> bool:
    return (
        isinstance(value, torch.Tensor)
        and value.dim() == 2
        and value.is_floating_point()
        and 0 < value.numel() <= MOST_PIXELS
    )


def _which(picture: torch.Tensor, images: torch.Tensor, seen: str = "upright") -> int | None:
    """The number of the image that a picture shows; None if it shows none."""
    picture = picture.float()
    if picture.shape != images.shape[-2:]:
        picture = F.adaptive_avg_pool2d(picture[None], images.shape[-2:])[0]
    candidates = torch.stack([VIEWS[seen](image[0]).flatten() for image in images])
    alike = torch.corrcoef(torch.cat([picture.flatten()[None], candidates]))[0, 1:].abs().nan_to_num()
    return int(alike.argmax()) if alike.max() > ALIKE else None


def _in_words(picture, images: torch.Tensor) -> str:
    """What a picture shows, in words."""
    if not _is_picture(picture):
        return describe(picture)
    for seen in VIEWS:
        if (number := _which(picture, images, seen)) is not None:
            return f"images[{number}]" + ("" if seen == "upright" else f", {seen}")
    return f"a picture of {picture.shape[0]} x {picture.shape[1]} pixels that is none of the images"


def _each_grid(test) -> Rule:
    """Every call gave a figure, and `test(observations, inputs)` holds."""

    def rule(replies: list[Reply], cases: list[Case]) -> bool:
        pairs = zip(replies, cases, strict=True)
        return all(_is_grid(reply.value) and test(reply.value, case.inputs) for reply, case in pairs)

    rule.__doc__ = "Of every figure: " + lower_first(test.__doc__)
    return rule


def _is_grid(value) -> bool:
    """Whether these are the observations of a figure, each of the kind that the tests below read."""
    if not isinstance(value, dict) or value.get("what was returned") != "Figure":
        return False
    pictures = value.get(PICTURES)
    return (
        _is_list_of(torch.Tensor, pictures)
        and all(map(_is_picture, pictures))
        and _is_list_of(str, value.get(TITLES))
        and _is_list_of(str, value.get(TEXTS, []))
        and _is_list_of(int, value.get(COUNTS, []))
    )


def _is_list_of(kind: type, value) -> bool:
    return isinstance(value, list) and len(value) <= MOST_AXES and all(isinstance(each, kind) for each in value)


def _numbers(value: dict, inputs: dict) -> list[int | None]:
    """The numbers of the images that are shown; [] if there are too few pictures, or too many."""
    if len(value[PICTURES]) != len(inputs["images"]):
        return []
    return [_which(picture, inputs["images"]) for picture in value[PICTURES]]


def _complete(value: dict, inputs: dict) -> bool:
    return _numbers(value, inputs) == list(range(len(inputs["images"])))


def _captions(inputs: dict) -> list[str]:
    return [str(caption) for caption in inputs["captions"]]


def _shifted(value: dict, inputs: dict) -> bool:
    """Whether all images are there in order, and each title but for one at an end is the caption before or after it."""
    titles, captions = value[TITLES], _captions(inputs)
    return _complete(value, inputs) and (titles[1:] == captions[:-1] or titles[:-1] == captions[1:])


def _one_image(value: dict, inputs: dict) -> bool:
    """Whether there is a picture for each image, and all show the same one."""
    numbers = set(_numbers(value, inputs))
    return len(numbers) == 1 and numbers != {None}


def _elsewhere(value: dict, inputs: dict) -> bool:
    """Whether there is no title, and a caption is among the other texts."""
    return not any(value[TITLES]) and any(caption in value.get(TEXTS, []) for caption in _captions(inputs))


def _all_in_each(value: dict, inputs: dict) -> bool:
    """Whether there is a title for each image, and each has every caption in it."""
    titles = value[TITLES]
    return len(titles) == len(inputs["images"]) and all(
        all(caption in title for caption in _captions(inputs)) for title in titles
    )


def _altered(value: dict, inputs: dict) -> bool:
    """Whether each title has its caption in it and something more, which is not the other captions."""
    titles, captions = value[TITLES], _captions(inputs)
    return (
        len(titles) == len(captions)
        and all(caption in title and caption != title for title, caption in zip(titles, captions, strict=True))
        and not _all_in_each(value, inputs)
    )


def _over_each_other(value: dict, inputs: dict) -> bool:
    """Whether a single axes has images, and as many as there are."""
    return value.get(COUNTS) == [len(inputs["images"])]


def _single(shows_an_image: bool) -> Rule:
    """There is a single picture, of one of the images or of something else."""

    def test(value: dict, inputs: dict) -> bool:
        """There is a single picture."""
        if value.get(COUNTS) != [1] or not value[PICTURES]:
            return False
        return (_which(value[PICTURES][0], inputs["images"]) is not None) == shows_an_image

    test.__doc__ = f"there is a single picture, and it shows {'one' if shows_an_image else 'none'} of the images"
    return _each_grid(test)


def _wrapped(value: dict, inputs: dict) -> bool:
    """Whether the pictures are the images as bytes: what is below 0 or above 255 began again at the other end."""
    images, pictures = inputs["images"], value[PICTURES]
    if len(pictures) != len(images):
        return False
    return any(
        all(torch.equal(picture, _as_bytes(image[0] * factor)) for picture, image in zip(pictures, images, strict=True))
        for factor in (1, 255)
    )


def _as_bytes(image: torch.Tensor) -> torch.Tensor:
    return (image.trunc().long() % 256).float()


def _one_row(case: Case) -> bool:
    columns = 3 if case.inputs["columns"] is None else case.inputs["columns"]
    return len(case.inputs["images"]) <= columns


def _indexed_too_often(array: str, given: int, single_row: bool = False) -> Rule:
    """Something of so many axes got so many indices; in grids of a single row alone, or in others too.

    Args:
        array: how its axes stand in the message.
        given: the number of indices.
        single_row: whether only grids of a single row raised.
    """
    fits = raises("IndexError", all_of=("too many indices", array, f"{given} were indexed"))

    def test(replies: list[Reply], cases: list[Case]) -> bool:
        raised_in_one_row = {_one_row(case) for reply, case in zip(replies, cases, strict=True) if reply.error}
        return fits(replies, cases) and (raised_in_one_row == {True}) == single_row

    test.__doc__ = f"{fits.__doc__} It was {'only in grids' if single_row else 'not only in grids'} of a single row."
    return test


MISTAKES = [
    *RETURNS,
    Mistake(
        "column-major",
        "The grid is filled column by column. Fill it row by row, as one reads.",
        {"column_major": True},
        hint="flatten() of an array of axes goes row by row. Where did that order get lost?",
    ),
    Mistake(
        "captions-missing", "The images have no titles. Show each caption as the title of its axes.", {"titles": "none"}
    ),
    Mistake(
        "captions-shifted",
        "Each caption stands over its neighbour's image: they are off by one.",
        when=_each_grid(_shifted),
        explains=(TITLES,),
        hint="zip pairs things that stand at the same place. From where does each of the lists begin?",
    ),
    Mistake(
        "captions-not-titles",
        "The captions are there, but not as titles. Make each the title of its axes.",
        when=_each_grid(_elsewhere),
        explains=(TITLES, TEXTS),
        hint="An axes has a method that sets its title; figure.text and axes.text write somewhere else.",
    ),
    Mistake(
        "captions-altered",
        "The titles say more than the captions. Show each caption as it is.",
        when=_each_grid(_altered),
        explains=(TITLES,),
        hint="What does a title get: the caption itself, or a text that is made with it?",
    ),
    Mistake(
        "all-captions-everywhere",
        "Every title holds all captions. Give each axes its own.",
        when=_each_grid(_all_in_each),
        explains=(TITLES,),
    ),
    Mistake(
        "one-image-everywhere",
        "The same image is in every axes. Show each image in its own.",
        when=_each_grid(_one_image),
        explains=(PICTURES,),
    ),
    Mistake(
        "order-reversed",
        "The captions are in order, but the images run from the last to the first.",
        {"reverse": True},
        hint="From which end is the list of images walked?",
    ),
    Mistake(
        "not-grey",
        "The images are in colour. Choose a grey colour map.",
        {"grey": False},
        hint="imshow has an argument for the colour map, and one of the maps is called gray.",
    ),
    Mistake(
        "ticks-shown",
        "The axes still show their ticks. Hide them: they say nothing about a digit.",
        {"ticks": True},
        hint="An axes can be told to have no ticks, or to switch all of its frame off.",
    ),
    Mistake(
        "leftover-axes-shown",
        "The last row has axes without an image, and they can be seen. Hide or remove them.",
        {"leftover": True},
        hint="After the last image, which axes were never used? Those can be switched off or removed.",
    ),
    Mistake(
        "columns-ignored",
        "The grid has 3 columns, whatever the argument columns says.",
        {"grid": "3 columns"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "rows-columns-swapped",
        "Rows and columns of the grid have changed places. The rows come first.",
        {"grid": "columns x rows"},
        hint="subplots takes the rows first, as a matrix does.",
    ),
    Mistake(
        "last-row-missing",
        "The last row is missing. Round the number of rows up, not down.",
        {"missing": "last row"},
        hint="7 images in 3 columns need 3 rows. What does your number of rows make of 7 and 3?",
    ),
    Mistake(
        "last-image-missing",
        "The last image is missing.",
        {"missing": "last image"},
        hint="From which number to which does the loop go? The last one of range() is not in it.",
    ),
    Mistake(
        "upside-down",
        "The images stand on their heads. Row 0 belongs at the top.",
        {"seen": "upside down"},
        hint="imshow has an argument that says where row 0 lies; its default puts it at the top.",
    ),
    Mistake(
        "transposed",
        "Rows and columns of each image have changed places.",
        {"seen": "transposed"},
        hint="The shape (1, 28, 28) is channel, row, column. Which of the axes changed places?",
    ),
    Mistake(
        "drawn-over-each-other",
        "All images are drawn over each other in one axes. Give each its own.",
        when=_each_grid(_over_each_other),
    ),
    Mistake(
        "one-figure-per-image",
        "The figure shows a single image. Draw all of them into one figure.",
        when=_single(shows_an_image=True),
    ),
    Mistake(
        "one-axes-for-all",
        "The images are pasted together into one. Give each its own axes, with its own title.",
        when=_single(shows_an_image=False),
    ),
    Mistake(
        "channel-axis-kept",
        "An image to be shown has two axes, (28, 28). Take the channel axis away.",
        when=raises("TypeError", "Invalid shape (1, 28, 28)"),
        hint="image[0] and image.squeeze() both leave an axis of length 1 out.",
    ),
    Mistake(
        "single-row-squeezed",
        "For a grid of one row, subplots returns a flat array. Tell it not to squeeze its answer.",
        when=_indexed_too_often("1-dimensional", 2, single_row=True),
        hint="subplots has an argument about this, of the name squeeze.",
    ),
    Mistake(
        "flat-grid-indexed-twice",
        "Two indices for an array of a single axis. The grid that the exercise gives is flat: one number is enough.",
        when=_indexed_too_often("1-dimensional", 2),
        hint="After flatten(), the axes stand in one row: their numbers run from 0 on.",
    ),
    Mistake(
        "image-indexed-thrice",
        "Three indices for an array of two axes. An image whose channel axis is gone has rows and columns alone.",
        when=_indexed_too_often("2-dimensional", 3),
        hint="How many axes has the image at that place? Print its shape.",
    ),
    Mistake(
        "values-wrapped-around",
        "The images were made bytes, where what is below 0 or above 255 begins again at the other end. Show the values as they are.",
        when=_each_grid(_wrapped),
        explains=(PICTURES,),
        hint="imshow takes floats as they are: the darkest value becomes black, the brightest white.",
    ),
]
