"""The usual mistakes of stage 1: pixel statistics and transforms."""

import math

import torch

from ..judge.compare import same
from ..judge.mistakes import Mistake
from ..simulate import stage1 as simulate
from ..wire import Other


def _tensors(replies, cases) -> bool:
    """Whether the right values came back, at least one of them still as a tensor."""
    for reply, case in zip(replies, cases, strict=True):
        got = [reply.value["the mean"], reply.value["the standard deviation"]]
        if not any(isinstance(value, torch.Tensor) for value in got):
            return False
        floats = [value.item() if isinstance(value, torch.Tensor) else value for value in got]
        if not all(map(same, floats, list(simulate.pixel_stats(**case.inputs).values())[1:])):
            return False
    return True


def _overflowed(replies, cases) -> bool:
    """Whether the squares, or the sum, of pixels were too large for uint8: no real root, or too small a mean."""
    return all(map(_overflowed_in, replies, cases))


def _overflowed_in(reply, case) -> bool:
    if reply.error:
        return reply.error_type == "ValueError" and (
            "math domain" in reply.error["message"] or "nonnegative" in reply.error["message"]
        )
    images, mean, std = case.inputs["images"], reply.value["the mean"], reply.value["the standard deviation"]
    right = simulate.pixel_stats(images)["the mean"]
    wrapped = images.sum(dtype=torch.int64).item() % 256 / 255 / images.numel()
    no_root = isinstance(std, Other) and std.type == "complex" or isinstance(std, float) and math.isnan(std)
    return same(mean, wrapped) or same(mean, right) and no_root


def _error(kind: str, *parts: str):
    """A predicate: a call raised an exception of this kind with one of these texts in its message."""
    return lambda replies, cases: any(
        reply.error_type == kind and any(part in reply.error["message"] for part in parts) for reply in replies
    )


def _kind(name: str, test):
    """A predicate: `test` holds for this observation of every reply."""
    return lambda replies, cases: all(test(reply.value[name]) for reply in replies)


# The kind depends on torch's version.
NO_MEAN = [
    _error(kind, "could not infer output dtype", "only support floating point", "floating point and complex")
    for kind in ("RuntimeError", "NotImplementedError")
]

PIXEL_STATS = [
    Mistake(
        "not-scaled", "These are the numbers of the pixels from 0 to 255. Scale them to [0, 1] first.", {"scale": 1.0}
    ),
    Mistake(
        "scaled-by-256",
        "The pixels were divided by 256. The largest value is 255, so divide by that.",
        {"scale": 256.0},
    ),
    Mistake(
        "scaled-by-brightest-pixel",
        "The pixels were divided by the brightest one. That is not always 255: divide by 255 itself.",
        {"by_max": True},
    ),
    Mistake(
        "std-of-image-means",
        "This is how much the means of the images differ. Take the standard deviation over all pixels at once.",
        {"std_of": "image means"},
    ),
    Mistake(
        "mean-of-image-stds",
        "This is the average of one standard deviation per image. Take it over all pixels at once.",
        {"std_of": "image stds"},
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
    ),
    Mistake("mean-std-swapped", "Mean and standard deviation have changed places.", {"swapped": True}),
    Mistake(
        "variance-for-std",
        "This is the variance. The standard deviation is its square root.",
        {"squared": True},
    ),
    Mistake(
        "constants-returned",
        "These are the numbers of MNIST's training set, whatever the images are. Measure the images.",
        {"constants": True},
    ),
    Mistake("first-image-only", "Only the first image was measured. Measure all of them.", {"first_only": True}),
    Mistake(
        "tensor-returned",
        "The numbers are right, but they are still tensors. Make a Python float of each with .item().",
        when=_tensors,
    ),
    Mistake(
        "one-number-per-image",
        "There is one number for each image. Take mean and standard deviation over all pixels at once.",
        when=lambda replies, cases: all(
            isinstance(mean := reply.value["the mean"], torch.Tensor | list) and len(mean) == len(case.inputs["images"])
            for reply, case in zip(replies, cases, strict=True)
        ),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the mean and the standard deviation.",
        when=_kind("_returned", lambda got: got is None),
    ),
    Mistake(
        "mean-of-uint8",
        "Whole numbers have no mean in torch. Convert the pixels to floats first.",
        when=lambda replies, cases: any(error(replies, cases) for error in NO_MEAN),
    ),
]

BUILD_TRANSFORM = [
    Mistake(
        "missing-normalisation",
        "The values lie in [0, 1]: the step that subtracts the mean and divides by std is missing.",
        {"formula": "none"},
    ),
    Mistake("mean-std-swapped", "Mean and std have changed places.", {"swapped": True}),
    Mistake(
        "scaled-twice",
        "The pixels were divided by 255 twice. ToTensor does it already.",
        {"scale": 255.0**2},
    ),
    Mistake(
        "not-scaled", "The pixels still go from 0 to 255. Scale them to [0, 1] before you normalise.", {"scale": 1.0}
    ),
    Mistake(
        "scaled-after-normalising",
        "The mean was subtracted before the pixels were scaled. Scale to [0, 1] first, then normalise.",
        {"formula": "before scaling"},
    ),
    Mistake(
        "scaled-by-256",
        "The pixels were divided by 256. The largest value is 255, so divide by that.",
        {"scale": 256.0},
    ),
    Mistake(
        "missing-channel-axis",
        "The values are right, but the channel axis in front is missing: (1, 28, 28).",
        {"shape": "(28, 28)"},
    ),
    Mistake(
        "channel-axis-last",
        "The channel axis stands at the end. In PyTorch it comes first: (1, 28, 28).",
        {"shape": "(28, 28, 1)"},
    ),
    Mistake(
        "batch-axis-added",
        "There is one axis too many. A transform prepares a single image; the loader makes batches of them.",
        {"shape": "(1, 1, 28, 28)"},
    ),
    Mistake("three-channels", "The image has three channels. A grey image needs only one.", {"shape": "(3, 28, 28)"}),
    Mistake("arguments-ignored", "The transform uses MNIST's numbers, whatever mean and std say.", {"defaults": True}),
    Mistake(
        "mean-not-subtracted",
        "The values were divided by std, but the mean was not subtracted.",
        {"formula": "no mean"},
    ),
    Mistake(
        "not-divided-by-std", "The mean was subtracted, but the values were not divided by std.", {"formula": "no std"}
    ),
    Mistake("mean-added", "The mean was added. Subtract it.", {"formula": "added"}),
    Mistake(
        "normalised-backwards",
        "The values were multiplied by std and the mean was added: that undoes a normalisation. Do it the other way round.",
        {"formula": "backwards"},
    ),
    Mistake(
        "divided-by-variance", "The values were divided by the square of std. Divide by std.", {"formula": "variance"}
    ),
    Mistake(
        "normalised-by-own-statistics",
        "Each image was normalised by its own mean and standard deviation. Use the two arguments, the same for all images.",
        {"formula": "own"},
    ),
    Mistake(
        "double-precision",
        "The values are right, but they are in float64. The model works in float32.",
        {"dtype": torch.float64},
    ),
    Mistake("transposed", "Rows and columns of the image have changed places.", {"turned": True}),
    Mistake(
        "normalised-before-tensor",
        "The image was normalised while it was still a picture. Make a tensor of it first.",
        when=_error("TypeError", "img should be Tensor Image", "does not support PIL images"),
    ),
    Mistake(
        "normalised-whole-numbers",
        "Whole numbers cannot be normalised. Turn the pixels into floats between 0 and 1 first.",
        when=_error("TypeError", "Input tensor should be a float tensor", "Expected float tensor"),
    ),
    Mistake(
        "picture-returned",
        "The transform answers with a picture. The model needs a tensor.",
        when=_kind("the first image, transformed", lambda got: isinstance(got, Other) and "Image" in got.type),
    ),
    Mistake(
        "array-returned",
        "The transform answers with a NumPy array. Make a tensor of it.",
        when=_kind("the first image, transformed", lambda got: isinstance(got, Other) and got.type == "ndarray"),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the transform.",
        when=_kind("what was returned", lambda got: got is None),
    ),
]
