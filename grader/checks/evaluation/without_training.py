"""Finds answers to 4.6's test images that do not come from training."""

from collections.abc import Callable

import torch
import torch.nn.functional as F

from coursekit.judge.compare import Difference, Meets, first_difference
from coursekit.judge.mistakes import Mistake
from grader.checks.model.digit_cnn_forward import SHAPES
from grader.checks.renamed import share
from grader.given.images import normalised

SAMPLE = 500  # of the test images: the first in their new order
TOO_MANY = 0.4  # of them read untrained; chance gives a tenth, and of 480 nets that were drawn the best read 0.22
AGREED = 0.98  # of the answers; between two ways of computing the same, one in thousands is another

FRESH, REDRAWN, TRAINED = "fresh log-probabilities", "redrawn log-probabilities", "log-probabilities"
WEIGHTS = "weights"

SLUG = "answers-without-training"
NEVER_TRAINED = Mistake(
    SLUG,
    "A new DigitCNN() reads the test set far better than chance before the grader has trained it. Its weights should be drawn at random, and all that it knows come from the training digits.",
    hint="What happens in DigitCNN.__init__, and in what it calls? Does it load weights that were trained before?",
)
DRAWN_ANEW = Mistake(
    SLUG,
    "With all of its parameters drawn anew, the net still reads the test set far better than chance: it has its answers from elsewhere.",
    hint="What does forward compute with, other than the images and the weights of the four layers?",
)
OTHER_ANSWERS = Mistake(
    SLUG,
    "The net's answers are not those that conv1, conv2, fc1 and fc2 give with the weights that they have after the training. Does anything else have a part in forward?",
    hint="What does forward compute with, other than the images and the weights of the four layers?",
)


def find(value: dict, images: torch.Tensor, labels: torch.Tensor) -> tuple[Difference, Mistake] | None:
    """What shows that the answers do not come from training, and its name; None if nothing does.

    Args:
        value: what came back, its log-probabilities of the right shapes, its weights as `weights_difference` demands.
        images: uint8 (SAMPLE, 28, 28), those that the nets read.
        labels: their true labels.
    """
    few = Meets("about one in ten", lambda got: got < TOO_MANY, lambda got: f"{got:.1%} of {len(labels)}")
    for name, what, mistake in [
        (FRESH, "what a net that was never trained reads", NEVER_TRAINED),
        (REDRAWN, "what the net reads with its parameters drawn anew", DRAWN_ANEW),
    ]:
        if difference := first_difference(share(value[name], labels), few, what):
            return difference, mistake
    own = answers_of(value[WEIGHTS], images).argmax(dim=1)
    nearly_all = Meets("all", lambda got: got >= AGREED, lambda got: f"{got:.1%} of {len(labels)}")
    what = "the answers that the four layers give too"
    if difference := first_difference(share(value[TRAINED][: len(labels)], own), nearly_all, what):
        return difference, OTHER_ANSWERS
    return None


def weights_difference(weights) -> Difference | None:
    """Whether weights and biases of the four layers are missing, or of another shape."""
    expected = {f"{name}.weight": _tensor(shape) for name, shape in SHAPES.items()}
    expected |= {f"{name}.bias": _tensor(shape[:1]) for name, shape in SHAPES.items()}
    return first_difference(weights, expected, "the weights after the training")


def _tensor(shape: torch.Size) -> Meets:
    test: Callable[[object], bool] = lambda got: got.shape == shape and got.is_floating_point()  # noqa: E731
    return Meets(f"a tensor of shape {tuple(shape)}", test, example=torch.zeros(shape))


def answers_of(weights: dict[str, torch.Tensor], images: torch.Tensor) -> torch.Tensor:
    """The log-probabilities (N, 10) that these weights give uint8 images (N, 28, 28), on the way that 2.3 describes."""
    w = {name: value.float() for name, value in weights.items()}
    x = normalised(images)
    for name in ("conv1", "conv2"):
        x = F.relu(F.max_pool2d(F.conv2d(x, w[f"{name}.weight"], w[f"{name}.bias"]), 2))
    x = F.relu(F.linear(x.flatten(1), w["fc1.weight"], w["fc1.bias"]))
    return F.log_softmax(F.linear(x, w["fc2.weight"], w["fc2.bias"]), dim=1)
