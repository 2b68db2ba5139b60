"""Stage 2, the model and the loss: what each exercise must do."""

import torch

from grader.exercise_mark import exercise
from grader.judge.mistakes import Case
from grader.mistakes import stage2 as mistakes
from grader.simulate import stage2 as simulate

SHAPES = {
    name: torch.Size(shape)
    for name, shape in {"conv1": (32, 1, 5, 5), "conv2": (16, 32, 3, 3), "fc1": (100, 400), "fc2": (10, 100)}.items()
}


@exercise("2.1")
def test_conv_output_size(student, draw):
    """The sizes of the course's own net, then every argument alone and all together, where rounding down matters."""
    size = draw.integer(20, 60)
    calls = [
        ((28, 5), {}),
        ((24, 2), {"stride": 2}),
        ((size, draw.integer(3, 6)), {"padding": draw.integer(1, 3)}),
        ((size, draw.integer(3, 6)), {"dilation": draw.integer(2, 3)}),
    ]
    for stride, rest in [(3, 1), (3, 2), (5, 4)]:  # what a division by stride leaves over
        kernel_size, padding, dilation = draw.integer(2, 5), draw.integer(1, 3), draw.integer(2, 3)
        covered = stride * draw.integer(4, 9) + rest
        size = covered + 1 + dilation * (kernel_size - 1) - 2 * padding
        calls.append(((size, kernel_size), {"stride": stride, "padding": padding, "dilation": dilation}))
    cases = []
    for positional, named in calls:
        written = ", ".join([*map(str, positional), *(f"{name}={value}" for name, value in named.items())])
        cases.append(Case(f"conv_output_size({written})", {"positional": positional, "named": named}))
    student.judge("conv_output_size", cases, simulate.conv_output_size, mistakes.CONV_OUTPUT_SIZE)


@exercise("2.2")
def test_digit_cnn_init(student, draw):
    """Four layers under their names, as described, all of them registered; with and without the argument."""
    rate = round(draw.number(0.1, 0.9), 2)
    cases = [
        Case("DigitCNN()", {"arguments": {}}),
        Case(f"DigitCNN(dropout={rate})", {"arguments": {"dropout": rate}}),
    ]
    student.judge("digit_cnn_layers", cases, simulate.digit_cnn_layers, mistakes.DIGIT_CNN_INIT)


@exercise("2.3")
def test_digit_cnn_forward(student, draw):
    """Exact values in evaluation mode and without dropout; then what dropout does, in both modes, at two rates."""
    cases = []
    for batch, arguments, training in [(3, {}, False), (1, {"dropout": 0.5}, False), (7, {"dropout": 0.0}, True)]:
        inputs = {"arguments": arguments, "weights": _draw_weights(draw), "training": training, "both_modes": False}
        called = f"the model in {'training' if training else 'evaluation'} mode"
        cases.append(_forward_case(draw, batch, called, inputs))
    for arguments in [{}, {"dropout": round(draw.number(0.65, 0.75), 2)}]:
        weights = _draw_weights(draw) | _one_output_for_each_class(draw)
        inputs = {"arguments": arguments, "weights": weights, "training": True, "both_modes": True}
        cases.append(_forward_case(draw, 128, "the model in evaluation mode, then in training mode", inputs))
    student.judge("digit_cnn_forward", cases, simulate.digit_cnn_forward, mistakes.DIGIT_CNN_FORWARD)


def _forward_case(draw, batch: int, called: str, inputs: dict) -> Case:
    written = ", ".join(f"{name}={value}" for name, value in inputs["arguments"].items())
    images = "1 image" if batch == 1 else f"{batch} images"
    return Case(f"DigitCNN({written}), {called}, on {images}", inputs | {"images": draw.normal(batch, 1, 28, 28)})


def _draw_weights(draw) -> dict[str, torch.Tensor]:
    """Weights that keep values of both signs in front of every ReLU."""
    weights = {}
    for name, shape in SHAPES.items():
        weights[f"{name}.weight"] = draw.normal(*shape) * (2 / shape[1:].numel()) ** 0.5
        weights[f"{name}.bias"] = 0.3 * draw.normal(shape[0])
    return weights


def _one_output_for_each_class(draw) -> dict[str, torch.Tensor]:
    """Weights that make fc1's outputs positive, and let class k read output k alone; the last class reads nothing."""
    return {
        "fc1.weight": 0.01 * draw.normal(*SHAPES["fc1"]).abs(),
        "fc1.bias": 0.5 + draw.normal(100).abs(),
        "fc2.weight": torch.eye(10, 100) * torch.tensor([1.0] * 9 + [0.0])[:, None],
        "fc2.bias": draw.normal(10),
    }


@exercise("2.4")
def test_nll_loss(student, draw):
    """The loss and its gradient, for several batch sizes and numbers of classes."""
    cases = []
    for batch, classes in [(4, 10), (1, 10), (9, 5), (6, 3)]:
        labels = draw.labels(batch, classes) if batch > 1 else torch.tensor([draw.integer(1, 9)])
        inputs = {"log_probs": draw.log_probs(batch, classes), "labels": labels}
        called = f"nll_loss(log_probs, labels), log_probs {batch} x {classes}, labels {labels.tolist()}"
        cases.append(Case(called, inputs))
    student.judge("nll_loss", cases, simulate.nll_loss, mistakes.NLL_LOSS)
