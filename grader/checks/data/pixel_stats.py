"""1.1 pixel_stats: the mean and either standard deviation of all pixels, as floats.

The images are of unlike brightness, and once it is a single dark one, whose mean shows whether it was rounded.
"""

import math

import torch

from coursekit.judge.compare import Meets, describe, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.numbers import kept_as, rounded
from coursekit.kit.rules import observed, raises
from coursekit.wire import Other
from grader.checks import hints
from grader.given.images import MEAN, STD


def cases(draw) -> list[Case]:
    """Several images, a single one, and several again."""
    drawn = []
    for count in (4, 1, 7):
        images = _rounding_shows(draw) if count == 1 else _unlike(draw, count)
        plural = "" if count == 1 else "s"
        drawn.append(Case(f"pixel_stats(images) on {count} image{plural}", {"images": images}))
    return drawn


def _unlike(draw, count: int) -> torch.Tensor:
    """Images of unlike brightness; the brightest pixel stays below 255, so that dividing by it is not the same."""
    brightness = torch.linspace(0.1, 0.85, count + 1)[1:][torch.randperm(count, generator=draw.generator)]
    return (draw.pixels(count, 28, 28) * brightness[:, None, None]).byte()


def _rounding_shows(draw) -> torch.Tensor:
    """A dark image, whose mean and deviation are not the same, biased or not, when they are rounded to 4 places."""
    while True:
        image = (draw.pixels(1, 28, 28) * draw.number(0.2, 0.3)).byte()
        pixels = image.double().flatten() / 255
        mean, (biased, unbiased) = pixels.mean().item(), (each.item() for each in _both_stds(pixels))
        short = [(round(mean, 4), mean), (round(biased, 4), biased), (round(biased, 4), unbiased)]
        if all(abs(one - other) > 3e-5 for one, other in short):  # the tolerance is 2e-5
            return image


def expected(
    images, scale=255.0, std_of="pixels", squared=False, swapped=False, floor=False, constants=False, by_max=False,
    first_only=False, mean_as=None, std_as=None,
) -> dict:  # fmt: skip
    """Mean and standard deviation of all scaled pixels; the latter biased or not."""
    used = images[:1] if first_only else images
    divisor = float(used.max()) if by_max else scale
    pixels = used.double() // divisor if floor else used.double() / divisor
    per_image = pixels.flatten(1)
    spread = {
        "pixels": _both_stds(pixels.flatten()),
        "image means": _both_stds(per_image.mean(dim=1)),
        "image stds": [std.mean() for std in (per_image.std(dim=1, correction=0), per_image.std(dim=1))],
    }[std_of]
    mean, stds = pixels.mean().item(), [float(std**2 if squared else std) for std in spread]
    if constants:
        mean, stds = MEAN, [STD, STD]
    either = Meets(
        describe(stds[0]), lambda got: isinstance(got, float) and any(same(got, std) for std in stds), example=stds[0]
    )
    first, second = (either, mean) if swapped else (mean, either)
    return {
        "the number of values that were returned": 2,
        "the mean": kept_as(mean_as, first, *(stds if swapped else ())),
        "the standard deviation": kept_as(std_as, second, *(() if swapped else stds)),
    }


def _both_stds(values: torch.Tensor) -> list[torch.Tensor]:
    """Biased and unbiased; the latter of a single value is nan."""
    unbiased = values.std() if len(values) > 1 else torch.tensor(math.nan)
    return [values.std(correction=0), unbiased]


def _pair(reply: Reply) -> list:
    """The mean and the standard deviation that came back; [None, None] where nothing did."""
    value = reply.value if isinstance(reply.value, dict) else {}
    return [value.get("the mean"), value.get("the standard deviation")]


def _text(replies: list[Reply], cases: list[Case]) -> bool:
    """Of every call, mean and deviation came back as text."""
    return all(all(isinstance(value, str) for value in _pair(reply)) for reply in replies)


def _rounded(replies: list[Reply], cases: list[Case]) -> bool:
    """The right values came back, rounded."""
    means, stds = [], []
    for reply, case in zip(replies, cases, strict=True):
        pixels = case.inputs["images"].double().flatten() / 255
        mean, std = _pair(reply)
        means.append((mean, [pixels.mean().item()]))
        stds.append((std, [float(each) for each in _both_stds(pixels)]))
    return rounded(means, stds)


def _overflowed(replies: list[Reply], cases: list[Case]) -> bool:
    """The squares, or the sum, of pixels were too large for uint8: no real root, or too small a mean."""
    return all(map(_overflowed_in, replies, cases))


def _overflowed_in(reply: Reply, case: Case) -> bool:
    if reply.error:
        return reply.error_type == "ValueError" and (
            "math domain" in reply.error["message"] or "nonnegative" in reply.error["message"]
        )
    images, (mean, std) = case.inputs["images"], _pair(reply)
    right = expected(images)["the mean"]
    wrapped = images.sum(dtype=torch.int64).item() % 256 / 255 / images.numel()
    no_root = (isinstance(std, Other) and std.type == "complex") or (isinstance(std, float) and math.isnan(std))
    return _close(mean, wrapped) or (_close(mean, right) and no_root)


def _close(got, number: float) -> bool:
    """An int is no mean of pixels between 0 and 1, and may be too large for a float."""
    return isinstance(got, float) and same(got, number)


def _one_per_image(replies: list[Reply], cases: list[Case]) -> bool:
    """There are as many means as images."""
    return all(
        _length(_pair(reply)[0]) == len(case.inputs["images"]) for reply, case in zip(replies, cases, strict=True)
    )


def _length(value) -> int | None:
    """How many numbers a list or a tensor holds; None of a single number, or of anything else."""
    if isinstance(value, torch.Tensor):
        return len(value) if value.dim() else None
    return len(value) if isinstance(value, list) else None


# The kind depends on torch's version.
NO_MEAN = [
    raises(kind, "could not infer output dtype", "only support floating point", "floating point and complex")
    for kind in ("RuntimeError", "NotImplementedError")
]


def _no_mean(replies: list[Reply], cases: list[Case]) -> bool:
    """A call raised torch's exception that whole numbers have no mean or deviation."""
    return any(error(replies, cases) for error in NO_MEAN)


def _is_number(got) -> bool:
    return isinstance(got, float) or (isinstance(got, torch.Tensor) and got.numel() == 1)


def _kept_as(kind: str) -> list[dict]:
    """The switches of who keeps both numbers, or one of them, as another kind."""
    return [{"mean_as": kind, "std_as": kind}, {"mean_as": kind}, {"std_as": kind}]


TENSOR = (
    "The numbers are right, but at least one of the two is still a tensor. Make a Python float of each with .item()."
)
NUMPY = (
    "The numbers are right, but at least one of the two is NumPy's own, which is no Python float. Make a float of each."
)
TEXT = "Text came back. Return the numbers themselves, and format them where they are printed."
ROUNDED = "The numbers were rounded. Return them as they are; only what is printed need be short."

MISTAKES = [
    Mistake(
        "not-scaled", "These are the numbers of the pixels from 0 to 255. Scale them to [0, 1] first.", {"scale": 1.0}
    ),
    Mistake(
        "scaled-by-256",
        "The pixels were divided by 256. The largest value is 255, so divide by that.",
        {"scale": 256.0},
        hint="There are 256 different values, and the first of them is 0. Which one is white?",
    ),
    Mistake(
        "scaled-by-brightest-pixel",
        "The pixels were divided by the brightest one. That is not always 255: divide by 255 itself.",
        {"by_max": True},
        hint="A dark image should stay dark when it is scaled.",
    ),
    Mistake(
        "std-of-image-means",
        "This is how much the means of the images differ. Take the standard deviation over all pixels at once.",
        {"std_of": "image means"},
        hint="Without a dimension, mean and std take all elements of a tensor, whatever its shape.",
    ),
    Mistake(
        "mean-of-image-stds",
        "This is the average of one standard deviation per image. Take it over all pixels at once.",
        {"std_of": "image stds"},
        hint="Without a dimension, mean and std take all elements of a tensor, whatever its shape.",
    ),
    Mistake(
        "uint8-overflow",
        "A uint8 holds 0 to 255, and what is larger wraps around. Convert to floats before you calculate.",
        when=_overflowed,
    ),
    Mistake(
        "rounded-down",
        "Dividing whole numbers rounded every pixel below 255 down to 0. Keep the part after the decimal point.",
        {"floor": True},
        hint="Floats keep what is behind the point when they are divided with /; whole numbers, or //, may not.",
    ),
    Mistake(
        "mean-std-swapped",
        "Mean and standard deviation have changed places.",
        {"swapped": True},
        hint=hints.PAIR,
    ),
    Mistake(
        "variance-for-std",
        "This is the variance. The standard deviation is its square root.",
        {"squared": True},
        hint="torch and math each have a square root, and a tensor knows its standard deviation too.",
    ),
    Mistake(
        "constants-returned",
        "These are the numbers of MNIST's training set, whatever the images are. Measure the images.",
        {"constants": True},
    ),
    Mistake(
        "first-image-only",
        "Only the first image was measured. Measure all of them.",
        {"first_only": True},
        hint="images[0] is one image, images are all of them.",
    ),
    *(
        Mistake(
            "tensor-returned",
            TENSOR,
            switches,
            hint=hints.NUMBER,
        )
        for switches in _kept_as("tensor")
    ),
    *(
        Mistake(
            "numpy-number-returned",
            NUMPY,
            switches,
            hint=hints.PYTHONS,
        )
        for switches in _kept_as("numpy")
    ),
    Mistake(
        "text-returned",
        TEXT,
        when=_text,
        hint=hints.FORMAT,
    ),
    *(Mistake("text-returned", TEXT, switches, hint=hints.FORMAT) for switches in _kept_as("text")),
    Mistake(
        "rounded",
        ROUNDED,
        when=_rounded,
        hint=hints.PLACES,
    ),
    *(Mistake("rounded", ROUNDED, switches, hint=hints.PLACES) for switches in _kept_as("rounded")),
    Mistake(
        "single-number-returned",
        "A single number came back. Return both: the mean, then the standard deviation.",
        when=observed("_returned", _is_number),
        hint=hints.PAIR,
    ),
    Mistake(
        "one-number-per-image",
        "There is one number for each image. Take mean and standard deviation over all pixels at once.",
        when=_one_per_image,
        hint="Without a dimension, mean and std take all elements of a tensor, whatever its shape.",
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the mean and the standard deviation.",
        when=observed("_returned", lambda got: got is None),
        hint=hints.RETURN,
    ),
    Mistake(
        "mean-of-uint8",
        "Whole numbers have no mean in torch. Convert the pixels to floats first.",
        when=_no_mean,
    ),
]
