"""Judges training on real digits: the loss must fall about as far as the reference's does (see calibration.json).

The weights are what comes back. What loss they have is computed here, with nets and losses that no submission can reach.
"""

from pathlib import Path

import torch

from coursekit.judge.compare import Meets, first_difference
from coursekit.judge.mistakes import Case
from digits import idx
from grader.checks.calibration import calibration
from grader.given.images import normalised
from grader.given.losses import LOSSES
from grader.given.nets import build_net

# For each experiment: how many digits, and what the probe is sent beside them and the net.
EXPERIMENTS = {
    "train_step_repeated": (32, {"learning_rate": 0.05, "steps": 60}),
    "train_epoch_on_digits": (2000, {"learning_rate": 0.1, "batch_size": 50}),
}
EXERCISE_OF = {"train_step_repeated": "3.3", "train_epoch_on_digits": "3.4"}
CALLED = {
    "train_step_repeated": "train_step(...) 60 times on the same batch of 32 digits",
    "train_epoch_on_digits": "train_epoch(...) on 2,000 digits",
}
TRIES = 2
LOSS = "the loss on these digits afterwards"
WEIGHTS = "the weights afterwards"


def digits_case(experiment: str, root: Path, draw) -> Case:
    """Draw the digits and the net of an experiment.

    Args:
        experiment: a key of `EXPERIMENTS`.
        root: a folder as `digits.data_root()` gives it.
        draw: the source of randomness.
    """
    count, inputs = EXPERIMENTS[experiment]
    images, labels = read_set(root, "train")
    chosen = torch.randperm(len(labels), generator=draw.generator)[:count]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(draw.integer(0, 10**6))
        weights = build_net("small_cnn").state_dict()
    data = {"images": normalised(images[chosen]), "labels": labels[chosen]}
    return Case(CALLED[experiment], {**inputs, **data, "net": "small_cnn", "weights": weights})


def judge_on_digits(student, draw, experiment: str) -> None:
    """Run an experiment, and demand a loss not above its threshold; with other digits and weights if that fails.

    Training can go badly by chance: right code ends above the threshold about once in 1,500 runs.
    """
    threshold = calibration()[student.data_name][experiment]["threshold"]
    low = Meets(
        f"at most {threshold:.3g} (it begins near 2.3)", lambda got: isinstance(got, float) and got <= threshold
    )
    for _ in range(TRIES):
        case, loss = measure_on_digits(student, draw, experiment)
        difference = first_difference(loss, low, LOSS)
        if not difference:
            return
    student.fail(case.called, difference)


def measure_on_digits(student, draw, experiment: str) -> tuple[Case, float]:
    """Run an experiment, by the probe `on_digits` of the student's exercise; return its case and the loss that it led to.

    Raises:
        Verdict: the student's code raised, the process died, or the net has not the weights that it had.
    """
    case = digits_case(experiment, student.data_root, draw)
    reply = student.run([case], probe="on_digits")[0]
    if reply.error:
        raise student.crashed(reply.error, case)
    weights = reply.value.get("weights") if isinstance(reply.value, dict) else None
    expected = {name: _like(value) for name, value in case.inputs["weights"].items()}
    if difference := first_difference(weights, expected, WEIGHTS):
        student.fail(case.called, difference)
    return case, loss_of({name: weights[name].float() for name in expected}, case)


def _like(weight: torch.Tensor) -> Meets:
    """Any values in the same shape."""
    text = f"a tensor of shape {tuple(weight.shape)}"
    return Meets(text, lambda got: got.shape == weight.shape and got.is_floating_point(), example=weight)


def loss_of(weights: dict[str, torch.Tensor], case: Case) -> float:
    """The mean loss of the experiment's net with these weights, on the experiment's digits."""
    net = build_net(case.inputs["net"], weights).eval()
    with torch.no_grad():
        return LOSSES["nll_loss"](net(case.inputs["images"]), case.inputs["labels"]).item()


def read_set(root: Path, name: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Read "train" or "t10k": uint8 images (N, 28, 28) and int64 labels (N,)."""
    folder = root / "MNIST" / "raw"
    images = torch.from_numpy(idx.read(folder / f"{name}-images-idx3-ubyte"))
    return images, torch.from_numpy(idx.read(folder / f"{name}-labels-idx1-ubyte")).long()
