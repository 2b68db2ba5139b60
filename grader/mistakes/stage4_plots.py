"""The usual mistakes of stage 4, evaluation: what is drawn."""

import re

from ..judge.mistakes import Mistake
from ..simulate.stage4_plots import NAMES, TEST_ACCURACY, TEST_LOSS, TRAIN_LOSS, X_LABEL, Y_LABEL

LOSSES = (TRAIN_LOSS, TEST_LOSS)
TEST_LINES = (TEST_LOSS, TEST_ACCURACY)


def _returned(*kinds: str):
    """A predicate: something of one of these kinds came back in place of a figure."""
    return lambda replies, cases: all(
        re.match("|".join(kinds), reply.value["what was returned"]) is not None for reply in replies
    )


def _every(test):
    """A predicate: every call gave a figure of one axes or of images, and `test(observations)` holds."""
    return lambda replies, cases: all(
        reply.value["what was returned"] == "Figure" and test(reply.value) for reply in replies
    )


def _labels_missing(value: dict) -> bool:
    legend = value["the legend"]
    return (
        value["the number of axes"] == 1
        and isinstance(legend, list)
        and set(legend) < set(NAMES)
        and value["_number of lines"] >= len(NAMES)
    )


def _other_labels(value: dict) -> bool:
    legend = value["the legend"]
    return (
        value["the number of axes"] == 1
        and isinstance(legend, list)
        and len(legend) >= len(NAMES)
        and not set(NAMES) <= set(legend)
    )


RETURNS = [
    Mistake(
        "axes-returned",
        "The axes came back. Return the whole figure that they belong to.",
        when=_returned("Axes$", "ndarray of Axes", "list of Axes"),
    ),
    Mistake(
        "figure-and-axes-returned",
        "The figure came back together with its axes. Return the figure alone.",
        when=_returned("(tuple|list) of Figure and"),
    ),
    Mistake(
        "pyplot-returned",
        "The module pyplot came back. Return the figure itself.",
        when=_returned("the module"),
    ),
    Mistake("nothing-returned", "Nothing is returned. Return the figure.", when=_returned("None$")),
    Mistake(
        "figure-shown",
        "The figure is right, but it was also shown. Only return it: whoever calls decides what to do with it.",
        {"shown": True},
    ),
]

PLOT_HISTORY = [
    *RETURNS,
    Mistake("train-loss-missing", "The line of the train loss is missing.", {"missing": TRAIN_LOSS}),
    Mistake("test-loss-missing", "The line of the test loss is missing.", {"missing": TEST_LOSS}),
    Mistake("test-accuracy-missing", "The line of the test accuracy is missing.", {"missing": TEST_ACCURACY}),
    Mistake(
        "label-missing",
        "A line is there, but has no label, so the legend leaves it out.",
        when=_every(_labels_missing),
    ),
    Mistake(
        "label-text",
        "A line has another name than the exercise asks for.",
        when=_every(_other_labels),
    ),
    Mistake(
        "legend-missing",
        "The lines have their labels, but only a legend makes them visible.",
        {"legend": False},
    ),
    Mistake(
        "axes-swapped",
        "x and y have changed places: the examples seen run along x.",
        {"turned": True},
    ),
    Mistake("axis-labels-swapped", "The labels of the two axes have changed places.", {"labels": (Y_LABEL, X_LABEL)}),
    Mistake("x-label-missing", "The x axis has no label.", {"labels": ("", Y_LABEL)}),
    Mistake("y-label-missing", "The y axis has no label.", {"labels": (X_LABEL, "")}),
    Mistake("axis-labels-missing", "The two axes have no labels.", {"labels": ("", "")}),
    Mistake(
        "x-missing",
        "The lines are drawn over 0, 1, 2, ... Give the numbers of examples seen as x.",
        {"by_index": tuple(NAMES)},
    ),
    Mistake(
        "test-x-missing",
        "The test lines are drawn over 0, 1, 2, ... Give test_seen as x.",
        {"by_index": TEST_LINES},
    ),
    Mistake(
        "x-of-another-list",
        "A line's x and y come from lists of different length: train_seen goes with the train loss, test_seen with the rest.",
        when=lambda replies, cases: any(
            reply.error_type == "ValueError" and "same first dimension" in reply.error["message"] for reply in replies
        ),
    ),
    Mistake(
        "accuracy-in-percent", "The accuracy is drawn in per cent. Draw it as it is in the history.", {"percent": True}
    ),
    Mistake(
        "loss-labels-swapped",
        "The labels of the train loss and the test loss have changed places.",
        {"swapped": LOSSES},
    ),
    Mistake(
        "test-labels-swapped",
        "The labels of the test loss and the test accuracy have changed places.",
        {"swapped": TEST_LINES},
    ),
    Mistake(
        "test-loss-drawn-twice",
        "The line of the test accuracy shows the test loss.",
        {"drawn_for_accuracy": "loss"},
    ),
    Mistake(
        "more-than-one-axes",
        "There is more than one axes. Draw all three lines in the same one.",
        when=_every(lambda value: value["the number of axes"] > 1),
    ),
]


def _form_is_wrong(value: dict) -> bool:
    """Whether the captions are a word and a digit, but not as they should be written."""
    captions = value["the captions"]
    wrong = [text for text in captions if not re.fullmatch(r"prediction: \d", text)]
    return (
        bool(captions) and len(wrong) == len(captions) and all(re.fullmatch(r"[^\d(\[]+\d", text) for text in captions)
    )


PLOT_PREDICTIONS = [
    *RETURNS,
    Mistake("word-missing", "The captions are the digits alone: the word before them is missing.", {"form": "{}"}),
    Mistake(
        "caption-form",
        "The captions are written in another way. They should read like this: Prediction: 7",
        when=_every(_form_is_wrong),
    ),
    Mistake(
        "tensor-in-caption",
        "A tensor stands in the caption. Make a plain number of it first.",
        when=_every(lambda value: any("tensor(" in text for text in value["the captions"])),
    ),
    Mistake(
        "caption-missing",
        "The images have no captions.",
        when=_every(lambda value: value["the captions"] and not any(value["the captions"])),
    ),
    Mistake(
        "one-caption-everywhere",
        "Every image has the caption of the first one. Each needs its own.",
        {"what": "first"},
    ),
    Mistake(
        "one-caption-everywhere", "Every image has the caption of the last one. Each needs its own.", {"what": "last"}
    ),
    Mistake(
        "all-predictions-in-caption",
        "All predictions stand in every caption. Each image needs its own.",
        {"what": "all"},
    ),
    Mistake("captions-sorted", "The captions are sorted, so they stand over other images.", {"what": "sorted"}),
    Mistake("captions-reversed", "The captions are in reverse order.", {"what": "reversed"}),
    Mistake(
        "position-for-prediction",
        "The captions count the images, 0, 1, 2, ... They should say what the model reads.",
        {"what": "numbers"},
    ),
    Mistake("one-image", "Only the first image is drawn.", {"count": "first"}),
    Mistake("one-image-everywhere", "The first image is drawn everywhere.", {"count": "first everywhere"}),
    Mistake(
        "training-mode-left-on",
        "The model predicted in training mode, with dropout at work. Your predict takes care of that: call it.",
        {"mode": "as it came"},
    ),
]
