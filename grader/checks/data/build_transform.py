"""1.2 build_transform: two images each, through a transform with its defaults and through one with other numbers."""

from collections.abc import Callable

import torch

from coursekit.judge.compare import exactly, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import observed, raises
from coursekit.wire import Other
from grader.checks import hints
from grader.given.images import MEAN, STD

STEADY, FIRST = "whether an image gives the same tensor each time", "the first image, transformed"
SHAPES = {
    "(1, 28, 28)": lambda values: values[None],
    "(28, 28)": lambda values: values,
    "(28, 28, 1)": lambda values: values[..., None],
    "(1, 1, 28, 28)": lambda values: values[None, None],
    "(784,)": torch.flatten,
    "(1, 784)": lambda values: values.reshape(1, -1),
}


def cases(draw) -> list[Case]:
    """With other numbers, then with the defaults; each image has a black and a white pixel."""
    drawn = []
    for arguments in [{"mean": draw.number(0.2, 0.6), "std": draw.number(0.7, 0.9)}, {}]:
        images = draw.pixels(2, 28, 28)
        images[:, 0, :2] = torch.tensor([0, 255], dtype=torch.uint8)
        written = ", ".join(f"{name}={value:.3f}" for name, value in arguments.items())
        drawn.append(Case(f"build_transform({written})(image)", {"images": images, "arguments": arguments}))
    return drawn


def expected(
    images, arguments, scale=255.0, formula="usual", swapped=False, defaults=False, shape="(1, 28, 28)",
    dtype=torch.float32, turned=False,
) -> dict:  # fmt: skip
    """(pixel / 255 − mean) / std of each image, with a channel axis in front."""
    given = {} if defaults else arguments
    mean, std = given.get("mean", MEAN), given.get("std", STD)
    mean, std = (std, mean) if swapped else (mean, std)
    results = []
    for image in images.double():
        x = (image.T if turned else image) / scale
        values = {
            "usual": (x - mean) / std,
            "none": x,
            "no mean": x / std,
            "no std": x - mean,
            "added": (x + mean) / std,
            "backwards": x * std + mean,
            "variance": (x - mean) / std**2,
            "before scaling": (image - mean) / std / 255,
            "own": (x - x.mean()) / x.std(),
        }[formula]
        results.append(SHAPES[shape](values).to(dtype))
    return {
        "what was returned": exactly("a callable"),
        STEADY: True,
        FIRST: results[0],
        "the second image, transformed": results[1],
    }


# What (0 - mean) / std gives with MNIST's numbers, in the formulas above.
OF_MNIST = {MEAN / STD, STD / MEAN, MEAN, MEAN / STD**2, MEAN / STD / 255}


def _own_numbers(replies: list[Reply], cases: list[Case]) -> bool:
    """Black and white come out the same with other arguments, and with a mean that was subtracted: not MNIST's."""
    if not observed(STEADY, lambda got: got is True)(replies, cases) or observed(FIRST, _is_coloured)(replies, cases):
        return False
    black_and_white = [_black_and_white(reply) for reply in replies]
    if None in black_and_white or not all(same(each, black_and_white[0]) for each in black_and_white):
        return False
    black = abs(black_and_white[0][0])
    return not any(same(black, each) for each in (0.0, *OF_MNIST))


def _black_and_white(reply: Reply) -> list[float] | None:
    """What the black and the white pixel in the corner of an image became; None if it is no image."""
    got = reply.value.get(FIRST) if isinstance(reply.value, dict) else None
    if not isinstance(got, torch.Tensor) or got.dim() != 3 or got.shape[-2:] != (28, 28) or got.is_complex():
        return None
    corner = got[0, 0, :2]
    return [float(each) for each in corner] if corner.double().isfinite().all() else None


def _is_coloured(got) -> bool:
    return isinstance(got, torch.Tensor) and got.shape == (3, 28, 28)


def _has_another_size(got) -> bool:
    """Whether it is one image of one channel, of another size."""
    return isinstance(got, torch.Tensor) and got.dim() == 3 and got.shape[0] == 1 and got.shape[1:] != (28, 28)


def _is(kind: type) -> Callable[[object], bool]:
    return lambda got: isinstance(got, kind)


MISTAKES = [
    Mistake(
        "missing-normalisation",
        "The values lie in [0, 1]: the step that subtracts the mean and divides by std is missing.",
        {"formula": "none"},
        hint="torchvision.transforms has a step for this too. It wants a mean and a std for each channel.",
    ),
    Mistake(
        "mean-std-swapped",
        "Mean and std have changed places.",
        {"swapped": True},
        hint="In what order does the docstring list the two, and in what order are they used?",
    ),
    Mistake(
        "scaled-twice",
        "The pixels were divided by 255 twice. ToTensor does it already.",
        {"scale": 255.0**2},
        hint="What does an image hold after its first step? Print the smallest and the largest value.",
    ),
    Mistake(
        "not-scaled", "The pixels still go from 0 to 255. Scale them to [0, 1] before you normalise.", {"scale": 1.0}
    ),
    Mistake(
        "scaled-after-normalising",
        "The mean was subtracted before the pixels were scaled. Scale to [0, 1] first, then normalise.",
        {"formula": "before scaling"},
        hint="mean and std were measured on pixels between 0 and 1. What are the pixels when they meet them?",
    ),
    Mistake(
        "scaled-by-256",
        "The pixels were divided by 256. The largest value is 255, so divide by that.",
        {"scale": 256.0},
        hint="There are 256 different values, and the first of them is 0. Which one is white?",
    ),
    Mistake(
        "missing-channel-axis",
        "The values are right, but the channel axis in front is missing: (1, 28, 28).",
        {"shape": "(28, 28)"},
        hint="A colour image has three channels in front, a grey one has one. An axis of length 1 can be added.",
    ),
    Mistake(
        "channel-axis-last",
        "The channel axis stands at the end. In PyTorch it comes first: (1, 28, 28).",
        {"shape": "(28, 28, 1)"},
        hint="Pictures keep their channels behind each pixel, tensors in front of the rows. ToTensor brings one into the other's form.",
    ),
    Mistake(
        "batch-axis-added",
        "There is one axis too many. A transform prepares a single image; the loader makes batches of them.",
        {"shape": "(1, 1, 28, 28)"},
        hint="Each call gets one image. Who is it that puts several of them together?",
    ),
    *(
        Mistake(
            "flattened",
            "The values are right, but all in one row. A convolution wants to know which pixels are neighbours: keep (1, 28, 28).",
            {"shape": shape},
            hint="Images are laid out in rows behind the convolutions, and the net does that by itself.",
        )
        for shape in ("(784,)", "(1, 784)")
    ),
    Mistake(
        "resized",
        "The image comes out in another size than 28 x 28. Keep it as it is.",
        when=observed(FIRST, _has_another_size),
        hint="Two things are done to each pixel, and none to their number.",
    ),
    Mistake(
        "three-channels",
        "The image comes out with three channels, and a grey one has a single channel. Does Normalize get three numbers each?",
        when=observed(FIRST, _is_coloured),
        hint="A grey image has one channel, so a tuple for its channels has one number in it.",
    ),
    Mistake(
        "three-channels",
        "Numbers for three channels meet an image that has one. Normalize wants one mean and one std for each channel.",
        when=raises("RuntimeError", "broadcast shape [3, 28, 28]"),
        hint="A grey image has one channel, so a tuple for its channels has one number in it.",
    ),
    Mistake(
        "arguments-ignored",
        "The transform uses MNIST's numbers, whatever mean and std say.",
        {"defaults": True},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "arguments-ignored",
        "Black and white come out the same whatever mean and std say: the transform uses numbers of its own.",
        when=_own_numbers,
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "random-transform",
        "The same image comes out differently each time: something in the transform is random. It should do the two steps alone.",
        when=observed(STEADY, lambda got: got is False),
        hint="What comes out may depend on the image, on mean and on std, and on nothing else.",
    ),
    Mistake(
        "mean-not-subtracted",
        "The values were divided by std, but the mean was not subtracted.",
        {"formula": "no mean"},
        hint="Normalised pixels are about as often below 0 as above it, on average. What brings them there?",
    ),
    Mistake(
        "not-divided-by-std",
        "The mean was subtracted, but the values were not divided by std.",
        {"formula": "no std"},
        hint="The values are around 0 now. How large should they be on average?",
    ),
    Mistake(
        "mean-added",
        "The mean was added. Subtract it.",
        {"formula": "added"},
        hint="Where should a pixel land that is just as bright as the mean?",
    ),
    Mistake(
        "normalised-backwards",
        "The values were multiplied by std and the mean was added: that undoes a normalisation. Do it the other way round.",
        {"formula": "backwards"},
        hint="Where should a pixel land that is just as bright as the mean?",
    ),
    Mistake(
        "divided-by-variance",
        "The values were divided by the square of std. Divide by std.",
        {"formula": "variance"},
        hint="A std comes in. What would have to be done to it to be a variance?",
    ),
    Mistake(
        "normalised-by-own-statistics",
        "Each image was normalised by its own mean and standard deviation. Use the two arguments, the same for all images.",
        {"formula": "own"},
        hint="Two images that are the same but for their brightness should stay different.",
    ),
    Mistake(
        "double-precision",
        "The values are right, but they are in float64. The model works in float32.",
        {"dtype": torch.float64},
        hint="Python's own floats are 64 bits wide, and NumPy's unless it is told otherwise. Where do they come in?",
    ),
    Mistake(
        "transposed",
        "Rows and columns of the image have changed places.",
        {"turned": True},
        hint="Rows come first, in pictures and in tensors alike.",
    ),
    Mistake(
        "normalised-before-tensor",
        "The image was normalised while it was still a picture. Make a tensor of it first.",
        when=raises("TypeError", "img should be Tensor Image", "does not support PIL images"),
    ),
    Mistake(
        "normalised-whole-numbers",
        "Whole numbers cannot be normalised. Turn the pixels into floats between 0 and 1 first.",
        when=raises("TypeError", "Input tensor should be a float tensor", "Expected float tensor"),
    ),
    Mistake(
        "picture-returned",
        "The transform answers with a picture. The model needs a tensor.",
        when=observed(FIRST, lambda got: isinstance(got, Other) and "Image" in got.type),
        hint="Which of the steps makes a tensor? Is it among yours, and is its result what comes out?",
    ),
    Mistake(
        "array-returned",
        "The transform answers with a NumPy array. Make a tensor of it.",
        when=observed(FIRST, lambda got: isinstance(got, Other) and got.type == "ndarray"),
        hint="torch has functions that make a tensor of an array; ToTensor makes one of a picture.",
    ),
    *(
        Mistake(
            "list-for-transform",
            because,
            when=observed("what was returned", _is(kind)),
            hint="A list cannot be called. torchvision.transforms has something that takes such a list and can.",
        )
        for kind, because in [
            (list, "A list came back, which cannot be called. transforms.Compose makes a single transform of several."),
            (
                tuple,
                "A tuple came back, which cannot be called. Return a single transform: Compose makes one of several.",
            ),
        ]
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the transform.",
        when=observed("what was returned", lambda got: got is None),
        hint=hints.RETURN,
    ),
]
