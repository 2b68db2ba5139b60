"""Stage 4, what is drawn: expected observations, and what they would be with a mistake switched on."""

import torch

from ..given import build_net
from ..judge.compare import Meets, exactly

TRAIN_LOSS, TEST_LOSS, TEST_ACCURACY = NAMES = ["train loss", "test loss", "test accuracy"]
X_LABEL, Y_LABEL = "number of training examples seen", "negative log likelihood loss"


def plot_history(
    train_seen, train_loss, test_seen, test_loss, test_accuracy, missing=None, legend=True, turned=False,
    labels=(X_LABEL, Y_LABEL), by_index=(), percent=False, swapped=(), shown=False, drawn_for_accuracy=None,
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
        "the number of axes": 1,
        "the legend": _legend(list(lines)) if legend else "no legend",
    }
    for name, (x, y) in lines.items():
        x, y = (torch.tensor(list(each), dtype=torch.float64) for each in ((y, x) if turned else (x, y)))
        values[f"the line {name!r}"] = {"x": x, "y": y}
    values |= {"the x label": labels[0], "the y label": labels[1]}
    return values | ({"_number of lines": len(lines)} if missing else {})


def _legend(names: list[str]):
    """All of these names; that there are others too is wrong only where one of ours is missing."""
    if len(names) < len(NAMES):
        return sorted(names)
    text = f"a legend with {', '.join(names)}"
    return Meets(text, lambda got: isinstance(got, list) and set(names) <= set(got), example=sorted(names))


def plot_predictions(
    net, weights, training, torch_seed, images, mode="eval", form="prediction: {}", what="digits", count="all",
    shown=False,
) -> dict:  # fmt: skip
    """The images in order, each under what the model reads in it."""
    model = build_net(net, weights).train(training if mode == "as it came" else False)
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
    pictures = [_stretched(image[0]) for image in images]
    pictures = {"all": pictures, "first": pictures[:1], "first everywhere": pictures[:1] * len(pictures)}[count]
    return {
        "what was returned": exactly("Figure"),
        "whether the figure was shown": shown,
        "the number of images": len(pictures),
        "the captions": [form.format(text) for text in texts[: len(pictures)]],
        "the images": pictures,
    }


def _stretched(pixels: torch.Tensor) -> torch.Tensor:
    """Bring the darkest pixel to 0 and the brightest to 1, as the probe does."""
    return (pixels - pixels.min()) / (pixels.max() - pixels.min()).clamp(min=1e-12)
