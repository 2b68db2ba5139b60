"""4.5 plot_predictions: the images in order, each under the digit that the model reads in it."""

import re

import torch

from coursekit.judge.compare import exactly
from coursekit.judge.mistakes import Case, Mistake, Raises
from grader.checks.evaluation.images import net_and_images
from grader.checks.evaluation.trained import KEPT
from grader.checks.on_digits import read_set
from grader.checks.plots import RETURNS, all_written, drawn, every_figure, plain
from grader.given.images import normalised, stretched
from grader.given.nets import build_net


def cases(draw) -> list[Case]:
    drawn = []
    for count in (5, 1):
        # To draw it again takes its time, and tells the same of each figure.
        inputs = {**net_and_images(draw, count), "training": True, "twice": count == 1}
        called = f"plot_predictions(model, images, device) on {count} image{'s' * (count > 1)}"
        drawn.append(Case(called, inputs))
    return drawn


def exhibits(student, draw):
    """Nine test digits and what the student's trained net reads in them, or else a simple one."""
    if trained := student.kept(KEPT):
        weights, images, whose = (
            trained.own_weights,
            trained.images[:9],
            "your network, which the grader trained for 4.6",
        )
    else:
        weights, whose = _averages(student.data_root), "a simple network of the grader's, which errs now and then"
        images = read_set(student.data_root, "t10k")[0]
        images = images[torch.randperm(len(images), generator=draw.generator)[:9]]
    inputs = {"own": trained is not None, "weights": weights, "images": normalised(images)}
    caption = f"It was given nine digits of the test set, and {whose}."
    yield drawn(student, Case("plot_predictions(model, images, device)", inputs), "Your plot_predictions", caption)


def _averages(root) -> dict[str, torch.Tensor]:
    """The weights of one layer that finds the nearest of the ten average digits."""
    images, labels = (each[:5000] for each in read_set(root, "train"))
    pixels = normalised(images).flatten(1)
    averages = torch.stack([pixels[labels == digit].mean(dim=0) for digit in range(10)])
    return {"weight": averages, "bias": -(averages**2).sum(dim=1) / 2}


def expected(
    net, weights, training, torch_seed, images, twice, mode="eval", form="Prediction: {}", what="digits", count="all",
    shown=False, reused=False,
) -> dict | Raises:  # fmt: skip
    """The images in order, each under what the model reads in it."""
    model = build_net(net, weights).train(training if mode == "as it came" else False)
    if model.training and len(images) == 1:
        return Raises("ValueError")  # batch norm has no deviation of a single example
    torch.manual_seed(torch_seed)
    with torch.no_grad():
        log_probs = model(images)
    digits = log_probs.argmax(dim=1).tolist()
    texts = {
        "digits": digits,
        "first": digits[:1] * len(digits),
        "last": digits[-1:] * len(digits),
        "sorted": sorted(digits),
        "reversed": digits[::-1],
        "numbers": list(range(len(digits))),
        "all": [digits] * len(digits),
    }[what]
    pictures = [stretched(image[0]) for image in images]
    pictures = {"all": pictures, "first": pictures[:1], "first everywhere": pictures[:1] * len(pictures)}[count]
    return {
        "what was returned": exactly("Figure"),
        "whether the figure was shown": shown,
        "whether a second call drew into the same figure": reused and twice,
        "the number of images": len(pictures),
        "the captions": all_written([form.format(text) for text in texts[: len(pictures)]]),
        "the images": pictures,
    }


def _captions(value: dict) -> list[str]:
    """The captions, without regard to case and spaces; [] where they are not all texts."""
    captions = value.get("the captions")
    are_texts = isinstance(captions, list) and all(isinstance(text, str) for text in captions)
    return list(map(plain, captions)) if are_texts else []


def _form_is_wrong(value: dict) -> bool:
    """Whether the captions are a word and a digit, but not as they should be written."""
    captions = _captions(value)
    wrong = [text for text in captions if not re.fullmatch(r"prediction: \d", text)]
    return (
        bool(captions) and len(wrong) == len(captions) and all(re.fullmatch(r"[^\d(\[]+\d", text) for text in captions)
    )


def _tensor_in_caption(value: dict) -> bool:
    """Whether "tensor(" stands in a caption."""
    return any("tensor(" in text for text in _captions(value))


def _braces(value: dict) -> bool:
    """Whether every caption has an opening brace and, behind it, a closing one."""
    captions = _captions(value)
    return bool(captions) and all(re.search(r"\{[^{}]*\}", text) for text in captions)


def _single_letters(value: dict) -> bool:
    """Whether no caption has more than one character, and the first is a letter."""
    captions = _captions(value)
    return bool(captions) and all(len(text) <= 1 for text in captions) and captions[0].isalpha()


def _all_empty(value: dict) -> bool:
    """Whether the captions are texts, and all empty."""
    captions = _captions(value)
    return bool(captions) and not any(captions)


MISTAKES = [
    *RETURNS,
    Mistake(
        "word-missing",
        "The captions are the digits alone: the word before them is missing.",
        {"form": "{}"},
        hint="An f-string puts words and values together.",
    ),
    Mistake(
        "caption-form",
        "The captions are written in another way. They should read like this: Prediction: 7",
        when=every_figure(_form_is_wrong),
        explains=("the captions",),
        hint="An f-string puts words and values together. Mind the capital, the colon and the space.",
    ),
    Mistake(
        "tensor-in-caption",
        "A tensor stands in the caption. Make a plain number of it first.",
        when=every_figure(_tensor_in_caption),
        explains=("the captions",),
        hint="A whole tensor can become a list of plain numbers, by one of its methods.",
    ),
    Mistake(
        "braces-in-caption",
        "Braces stand in the captions. With an f before the quotes, Python puts a value in the place of what stands between them.",
        when=every_figure(_braces),
        hint="Look at the letter in front of the quotes, or whether there is one.",
    ),
    Mistake(
        "letters-for-captions",
        "A caption is a single letter at most. Was one text given for all images? plot_digits wants a list, of one text for each.",
        when=every_figure(_single_letters),
        hint="A loop over a text gives its letters, one by one. A list of texts gives texts.",
    ),
    Mistake(
        "caption-missing",
        "The images have no captions.",
        when=every_figure(_all_empty),
        explains=("the captions",),
    ),
    Mistake(
        "one-caption-everywhere",
        "Every image has the caption of the first one. Each needs its own.",
        {"what": "first"},
        hint="In a loop or a comprehension, the text has to use the digit of that round.",
    ),
    Mistake(
        "one-caption-everywhere",
        "Every image has the caption of the last one. Each needs its own.",
        {"what": "last"},
        hint="In a loop or a comprehension, the text has to use the digit of that round.",
    ),
    Mistake(
        "all-predictions-in-caption",
        "All predictions stand in every caption. Each image needs its own.",
        {"what": "all"},
        hint="In a loop or a comprehension, the text has to use the digit of that round.",
    ),
    Mistake(
        "captions-sorted",
        "The captions are sorted, so they stand over other images.",
        {"what": "sorted"},
        hint="The first caption belongs to the first image: their order is to be kept.",
    ),
    Mistake(
        "captions-reversed",
        "The captions are in reverse order.",
        {"what": "reversed"},
        hint="The first caption belongs to the first image: their order is to be kept.",
    ),
    Mistake(
        "position-for-prediction",
        "The captions count the images, 0, 1, 2, ... They should say what the model reads.",
        {"what": "numbers"},
        hint="enumerate counts, and range too. What does your loop walk over?",
    ),
    Mistake(
        "one-image",
        "Only the first image is drawn.",
        {"count": "first"},
        hint="images[0] is one image, images are all of them.",
    ),
    Mistake(
        "one-image-everywhere",
        "The first image is drawn everywhere.",
        {"count": "first everywhere"},
        hint="images[0] is one image, images are all of them.",
    ),
    Mistake(
        "training-mode-left-on",
        "The model predicted in training mode, with dropout at work. Your predict takes care of that: call it.",
        {"mode": "as it came"},
        hint="You have written a function that answers for all images, in the right mode.",
    ),
]
