"""Mistakes that evaluate and predict share: what they leave behind, and what they give the model."""

from coursekit.judge.mistakes import Mistake
from coursekit.kit.rules import raises
from grader.checks import hints

AFTERWARDS = [
    Mistake(
        "gradients-left-off",
        "The recording of gradients is still switched off afterwards, so nothing can be trained any more. Switch it off for a block alone.",
        {"left_off": True},
        hint=hints.FOR_A_BLOCK,
    ),
    Mistake(
        "parameters-frozen",
        "Parameters of the model take no gradients any more afterwards, so it cannot go on training. Leave requires_grad as it was.",
        {"frozen": True},
        hint=hints.LEAVE,
    ),
]

BATCH_AXIS = Mistake(
    "batch-axis-missing",
    "The model reads batches, with four axes: (B, 1, H, W). A single image is a batch of one, and needs its batch axis too.",
    when=raises("RuntimeError", "Expected a batch of images, (B, 1, H, W)"),
    hint=hints.BATCH,
)
