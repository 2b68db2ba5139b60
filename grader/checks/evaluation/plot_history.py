"""4.3 plot_history: the three lines with their labels and values, the names of both axes, and the legend."""

import torch

from coursekit.judge.compare import Meets, describe, exactly, same
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import raises
from grader.checks.evaluation.trained import KEPT
from grader.checks.plots import RETURNS, drawn, every_figure, plain, written

TRAIN_LOSS, TEST_LOSS, TEST_ACCURACY = NAMES = ["train loss", "test loss", "test accuracy"]
LOSSES = (TRAIN_LOSS, TEST_LOSS)
TEST_LINES = (TEST_LOSS, TEST_ACCURACY)
X_LABEL, Y_LABEL = "number of training examples seen", "negative log likelihood loss"


def cases(draw) -> list[Case]:
    drawn = []
    for logged, epochs in [(7, 3), (4, 2)]:
        steps = [draw.integer(50, 900) for _ in range(logged + epochs)]
        inputs = {
            "train_seen": [sum(steps[:count]) for count in range(logged)],
            "train_loss": [draw.number(0.1, 2.5) for _ in range(logged)],
            "test_seen": [epoch * sum(steps) for epoch in range(epochs + 1)],
            "test_loss": [draw.number(0.1, 2.5) for _ in range(epochs + 1)],
            "test_accuracy": [draw.number(0.1, 0.99) for _ in range(epochs + 1)],
        }
        drawn.append(Case(f"plot_history(history) of a run of {epochs} epochs", inputs))
    return drawn


def exhibits(student, draw):
    """The student's curves of the run in which the grader trained the student's net, or else of one that is made up."""
    if (trained := student.kept(KEPT)) and trained.train_points:
        history, whose = trained.history, "It was given the run in which the grader trained your network, for 4.6."
    else:
        history, whose = _made_up(), "It was given a run that is made up, for want of one of your own network."
    yield drawn(student, Case("plot_history(history)", history), "Your plot_history", whose)


def _made_up() -> dict[str, list]:
    """A run of three epochs, as it usually goes."""
    seen, tested = list(range(0, 180_000, 6400)), [0, 60_000, 120_000, 180_000]
    loss = lambda count, end: round(end + (2.3 - end) * 0.5 ** (count / 9000), 4)  # noqa: E731
    return {
        "train_seen": seen,
        "train_loss": [round(loss(count, 0.2) * (1 + 0.15 * (number % 3 - 1)), 4) for number, count in enumerate(seen)],
        "test_seen": tested,
        "test_loss": [loss(count, 0.08) for count in tested],
        "test_accuracy": [0.1, 0.942, 0.966, 0.976],
    }


def expected(
    train_seen, train_loss, test_seen, test_loss, test_accuracy, missing=None, legend=True, turned=False,
    labels=(X_LABEL, Y_LABEL), by_index=(), percent=False, swapped=(), shown=False, drawn_for_accuracy=None,
    reused=False,
) -> dict:  # fmt: skip
    """Three labelled lines in one axes."""
    accuracy = [100 * share for share in test_accuracy] if percent else test_accuracy
    accuracy = test_loss if drawn_for_accuracy == "loss" else accuracy
    lines = {
        TRAIN_LOSS: (train_seen, train_loss),
        TEST_LOSS: (test_seen, test_loss),
        TEST_ACCURACY: (test_seen, accuracy),
    }
    if swapped:
        one, other = swapped
        lines[one], lines[other] = lines[other], lines[one]
    lines = {name: (range(len(y)) if name in by_index else x, y) for name, (x, y) in lines.items() if name != missing}
    values = {
        "what was returned": exactly("Figure"),
        "whether the figure was shown": shown,
        "whether a second call drew into the same figure": reused,
        "the number of axes": 1,
        "the legend": _legend(list(lines)) if legend else exactly("no legend"),
        "the lines of which only the points are drawn": [],
    }
    for name, (x, y) in lines.items():
        x, y = (torch.tensor(list(each), dtype=torch.float64) for each in ((y, x) if turned else (x, y)))
        values[f"the line {name!r}"] = {"x": x, "y": y}
    values |= {"the x label": written(labels[0]), "the y label": written(labels[1])}
    return values | ({"_number of lines": len(lines)} if missing else {})


def _legend(names: list[str]) -> Meets:
    """All of these names; that there are others too is wrong only where one of ours is missing."""

    def test(got) -> bool:
        texts = set(map(plain, got)) if isinstance(got, list) else set()
        return texts == set(names) if len(names) < len(NAMES) else set(names) <= texts

    return Meets(f"a legend with {', '.join(names)}", test, _legend_in_words, sorted(names))


def _legend_in_words(got) -> str:
    return "an empty legend" if got == [] else got if got == "no legend" else describe(got)


def _texts(value: dict, name: str) -> list[str] | None:
    """An observation that is a list of texts, each without regard to case and spaces; None if it is none."""
    got = value.get(name)
    are_texts = isinstance(got, list) and all(isinstance(text, str) for text in got)
    return list(map(plain, got)) if are_texts else None


def _names_in_legend(value: dict) -> list[str] | None:
    """The texts of the legend, where there is one axes with a legend; else None."""
    axes = value.get("the number of axes")
    return _texts(value, "the legend") if isinstance(axes, int) and axes == 1 else None


def _own_labels(value: dict) -> list[str]:
    return _texts(value, "_labels of the lines") or []


def _labels_missing(value: dict) -> bool:
    """Whether the legend lacks some of the names, and there are lines without a label of their own."""
    legend, lines = _names_in_legend(value), value.get("_number of lines")
    return (
        legend is not None
        and set(legend) < set(NAMES)
        and isinstance(lines, int)
        and lines >= len(NAMES)
        and len(_own_labels(value)) < lines
    )


def _legend_lacks_lines(value: dict) -> bool:
    """Whether all lines have their labels, and the legend does not show them all."""
    legend = _names_in_legend(value)
    return legend is not None and set(legend) < set(NAMES) and set(NAMES) <= set(_own_labels(value))


def _other_labels(value: dict) -> bool:
    """Whether one axes has a legend of three names or more, and ours are not all among them."""
    legend = _names_in_legend(value)
    return legend is not None and len(legend) >= len(NAMES) and not set(NAMES) <= set(legend)


def _scattered(value: dict) -> bool:
    """Whether one of our names belongs to points that no line joins."""
    return bool(_texts(value, "the lines of which only the points are drawn"))


def _other_numbers(reply: Reply, case: Case) -> bool:
    """Whether all three lines have their x, the accuracy its y, and a loss as many numbers as it should, but others."""
    if not isinstance(reply.value, dict):
        return False
    altered = False
    for name in NAMES:
        got, right = reply.value.get(f"the line {name!r}"), expected(**case.inputs)[f"the line {name!r}"]
        if not isinstance(got, dict) or not same(got.get("x"), right["x"]):
            return False
        y = got.get("y")
        if not isinstance(y, torch.Tensor) or y.shape != right["y"].shape or y.dtype != right["y"].dtype:
            return False
        if not same(y, right["y"]):
            if name not in LOSSES:
                return False
            altered = True
    return altered


def _losses_altered(replies: list[Reply], cases: list[Case]) -> bool:
    """All lines stand over their x, the accuracy is right, and a loss is drawn with other numbers than the history's."""
    return all(map(_other_numbers, replies, cases))


def _more_axes(value: dict) -> bool:
    """Whether it has more than one axes."""
    axes = value.get("the number of axes")
    return isinstance(axes, int) and axes > 1


SCATTERED = "the lines of which only the points are drawn"
LINES = tuple(f"the line {name!r}" for name in NAMES)

MISTAKES = [
    *RETURNS,
    Mistake("train-loss-missing", "The line of the train loss is missing.", {"missing": TRAIN_LOSS}),
    Mistake("test-loss-missing", "The line of the test loss is missing.", {"missing": TEST_LOSS}),
    Mistake("test-accuracy-missing", "The line of the test accuracy is missing.", {"missing": TEST_ACCURACY}),
    Mistake(
        "label-missing",
        "A line is there, but has no label, so the legend leaves it out.",
        when=every_figure(_labels_missing),
        explains=("the legend",),
        follows=LINES,
    ),
    Mistake(
        "legend-too-early",
        "The lines have their labels, but the legend lacks some. It shows the lines that are there when it is made: make it last.",
        when=every_figure(_legend_lacks_lines),
        explains=("the legend",),
        hint="In what order do the lines of your function run?",
    ),
    Mistake(
        "scatter-for-line",
        "Points were scattered where a line is asked for. plot draws a line through them.",
        when=every_figure(_scattered),
        explains=(SCATTERED,),
        follows=("the legend", *LINES),
        hint="An axes has one method for points and another for lines; both take x and y.",
    ),
    Mistake(
        "label-text",
        "A line has another name than the exercise asks for.",
        when=every_figure(_other_labels),
        explains=("the legend",),
        follows=LINES,
        hint="The three names stand in the docstring, letter by letter.",
    ),
    Mistake(
        "legend-missing",
        "The lines have their labels, but only a legend makes them visible.",
        {"legend": False},
        hint="An axes has a method for it. It is called once, when all lines are there.",
    ),
    Mistake(
        "axes-swapped",
        "x and y have changed places: the examples seen run along x.",
        {"turned": True},
        hint="plot takes x first, then y.",
    ),
    Mistake(
        "axis-labels-swapped",
        "The labels of the two axes have changed places.",
        {"labels": (Y_LABEL, X_LABEL)},
        hint="x runs from left to right, y upwards. What is counted along each?",
    ),
    Mistake(
        "x-label-missing",
        "The x axis has no label.",
        {"labels": ("", Y_LABEL)},
        hint="An axes has one method for the label of each direction.",
    ),
    Mistake(
        "y-label-missing",
        "The y axis has no label.",
        {"labels": (X_LABEL, "")},
        hint="An axes has one method for the label of each direction.",
    ),
    Mistake(
        "axis-labels-missing",
        "The two axes have no labels.",
        {"labels": ("", "")},
        hint="An axes has one method for the label of each direction.",
    ),
    Mistake(
        "x-missing",
        "The lines are drawn over 0, 1, 2, ... Give the numbers of examples seen as x.",
        {"by_index": tuple(NAMES)},
        hint="plot with one list takes it for y, and counts 0, 1, 2, ... for x.",
    ),
    Mistake(
        "test-x-missing",
        "The test lines are drawn over 0, 1, 2, ... Give test_seen as x.",
        {"by_index": TEST_LINES},
        hint="plot with one list takes it for y, and counts 0, 1, 2, ... for x.",
    ),
    Mistake(
        "x-of-another-list",
        "A line's x and y come from lists of different length: train_seen goes with the train loss, test_seen with the rest.",
        when=raises("ValueError", "same first dimension"),
        hint="Each list of the history has a partner of the same length.",
    ),
    Mistake(
        "accuracy-in-percent",
        "The accuracy is drawn in per cent. Draw it as it is in the history.",
        {"percent": True},
        hint="What the history holds can be drawn as it is.",
    ),
    Mistake(
        "losses-altered",
        "A loss is drawn with other numbers than those of the history. Draw them as they are: were they smoothed, or averaged?",
        when=_losses_altered,
        hint="plot takes a list of the history as it is, with nothing done to it before.",
    ),
    Mistake(
        "loss-labels-swapped",
        "The labels of the train loss and the test loss have changed places.",
        {"swapped": LOSSES},
        hint="Say for each line which list it draws, and read its label.",
    ),
    Mistake(
        "test-labels-swapped",
        "The labels of the test loss and the test accuracy have changed places.",
        {"swapped": TEST_LINES},
        hint="Say for each line which list it draws, and read its label.",
    ),
    Mistake(
        "test-loss-drawn-twice",
        "The line of the test accuracy shows the test loss.",
        {"drawn_for_accuracy": "loss"},
        hint="Say for each line which list it draws, and read its label.",
    ),
    Mistake(
        "more-than-one-axes",
        "There is more than one axes. Draw all three lines in the same one.",
        when=every_figure(_more_axes),
        hint="How often do you ask for axes? One is enough for any number of lines.",
    ),
]
