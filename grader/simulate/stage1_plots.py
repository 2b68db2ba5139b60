"""Stage 1, what is drawn: expected observations, and what they would be with a mistake switched on."""

import torch
import torch.nn.functional as F

from ..judge.compare import Meets, describe, exactly

ALIKE = 0.95  # correlation of a picture with the image that it shows; that of two images is near 0


def plot_digits(
    images, captions, columns, column_major=False, grid="rows x columns", missing=None, titles="right", grey=True,
    ticks=False, leftover=False, shown=False, seen="upright", reverse=False,
) -> dict:  # fmt: skip
    """The images row by row, in grey, each under its caption."""
    wide = 3 if columns is None or grid == "3 columns" else columns
    high = -(-len(images) // wide)
    if grid == "columns x rows":
        wide, high = high, wide
    if missing == "last row":
        high = len(images) // wide
        if not high:
            raise ValueError("Number of rows must be a positive integer")
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
        "the number of images in each row": [len(row) for row in rows if row],
        "the images in reading order": [_shows(images, number, seen) for number in pictures],
        "the titles in reading order": [captions[number] for number in order],
        "whether all images are grey": grey,
        "whether ticks can be seen": ticks,
        "the number of axes that are shown without an image": spare if leftover else 0,
    } | ({"_other texts": []} if titles == "none" else {})


def _shows(images: torch.Tensor, number: int, seen: str) -> Meets:
    """A picture of `images[number]`, whatever the scale of the values, seen as `seen` says."""
    return Meets(
        f"images[{number}]",
        lambda picture: which(picture, images, seen) == number,
        lambda picture: in_words(picture, images),
        VIEWS[seen](images[number][0]),
    )


VIEWS = {
    "upright": lambda image: image,
    "upside down": lambda image: image.flip(0),
    "transposed": lambda image: image.T,
}


def which(picture: torch.Tensor, images: torch.Tensor, seen: str = "upright") -> int | None:
    """The number of the image that a picture shows; None if it shows none."""
    if picture.shape != images.shape[-2:]:
        picture = F.adaptive_avg_pool2d(picture[None], images.shape[-2:])[0]
    candidates = torch.stack([VIEWS[seen](image[0]).flatten() for image in images])
    alike = torch.corrcoef(torch.cat([picture.flatten()[None], candidates]))[0, 1:].abs().nan_to_num()
    return int(alike.argmax()) if alike.max() > ALIKE else None


def in_words(picture, images: torch.Tensor) -> str:
    """What a picture shows, in words."""
    if not isinstance(picture, torch.Tensor):
        return describe(picture)
    for seen in VIEWS:
        if (number := which(picture, images, seen)) is not None:
            return f"images[{number}]" + ("" if seen == "upright" else f", {seen}")
    return f"a picture of {picture.shape[0]} x {picture.shape[1]} pixels that is none of the images"
