"""Stage 2: expected observations, and what they would be with a mistake switched on."""

import math

import torch
import torch.nn.functional as F

from ..judge.compare import Meets, exactly, same

LAYERS = ("conv1", "conv2", "fc1")
DROPOUT_RATE = 0.2  # the default of DigitCNN
DROPPED = "the share of fc1's outputs that is dropped in {} mode"
FACTORS = "the smallest and the largest factor on the other outputs"
PATTERNS = "the number of different patterns of dropped outputs"


def conv_output_size(
    positional, named, dilated=True, strided=True, padding_factor=2, minus_one=1, plus_one=1, kernel_less=1,
    divide="floor",
) -> dict:  # fmt: skip
    """floor((size + 2·padding − dilation·(kernel_size − 1) − 1) / stride) + 1, the formula of torch.nn.Conv2d."""
    size, kernel_size = positional
    stride = named.get("stride", 1) if strided else 1
    dilation = named.get("dilation", 1) if dilated else 1
    top = size + padding_factor * named.get("padding", 0) - dilation * (kernel_size - kernel_less) - minus_one
    quotient = {"floor": top // stride, "true": top / stride, "round": round(top / stride), "ceil": -(-top // stride)}
    result = quotient[divide] + plus_one
    return {"the type of the returned size": exactly(type(result).__name__), "the returned size": result}


def digit_cnn_layers(arguments) -> dict:
    """Two convolutions and two linear layers, whatever the arguments."""
    usual = {"stride": (1, 1), "padding": (0, 0), "dilation": (1, 1), "groups": 1, "bias": True}
    conv1 = {"kind": exactly("Conv2d"), "in_channels": 1, "out_channels": 32, "kernel_size": (5, 5), **usual}
    conv2 = {"kind": exactly("Conv2d"), "in_channels": 32, "out_channels": 16, "kernel_size": (3, 3), **usual}
    return {
        "the layer conv1": conv1,
        "the layer conv2": conv2,
        "the layer fc1": {"kind": exactly("Linear"), "in_features": 400, "out_features": 100, "bias": True},
        "the layer fc2": {"kind": exactly("Linear"), "in_features": 100, "out_features": 10, "bias": True},
        "the layers whose weights are in model.parameters()": ["conv1", "conv2", "fc1", "fc2"],
    }


def digit_cnn_forward(arguments, weights, training, images, both_modes, **switches) -> dict:
    """The log-probabilities in one mode; or what dropout does, which tells nothing about the other mistakes."""
    if both_modes:
        return {} if switches else _what_dropout_does(arguments, images)
    return _log_probs(weights, images, **switches)


def _log_probs(
    weights, images, relu=LAYERS, pool=F.max_pool2d, output="log_softmax", dim=1, last="fc2",
    detached=False,
) -> dict:  # fmt: skip
    """The net without dropout: in evaluation mode, or at a rate of 0."""

    def after(name: str, x: torch.Tensor) -> torch.Tensor:
        return F.relu(x) if name in relu else x

    x = after("conv1", pool(F.conv2d(images, weights["conv1.weight"], weights["conv1.bias"]), 2))
    x = after("conv2", pool(F.conv2d(x, weights["conv2.weight"], weights["conv2.bias"]), 2))
    x = after("fc1", F.linear(x.flatten(1), weights["fc1.weight"], weights["fc1.bias"]))
    if last == "fc2":
        x = after("fc2", F.linear(x, weights["fc2.weight"], weights["fc2.bias"]))
    softmaxes = {
        "log_softmax": F.log_softmax, "softmax": F.softmax, "logits": lambda x, dim: x,
        "sigmoid": lambda x, dim: x.sigmoid(), "negative": lambda x, dim: -F.log_softmax(x, dim),
    }  # fmt: skip
    result = softmaxes[output](x, dim)
    layers = [*LAYERS, "fc2"][: 4 if last == "fc2" else 3]
    some = Meets("not all of them", lambda got: isinstance(got, list) and set(got) < set(layers), example=[])
    return {
        "the returned log-probabilities": result,
        "the layers that gradients flow back to": some if detached else layers,
    }


def _what_dropout_does(arguments, images) -> dict:
    """In training mode alone, about the given share of fc1's outputs is 0, and the others grow to make up for it."""
    rate = arguments.get("dropout", DROPOUT_RATE)
    # Six standard deviations of the share: right code is refused once in 500 million runs.
    margin = 6 * math.sqrt(rate * (1 - rate) / (9 * len(images)))
    grown = 1 / (1 - rate)
    return {
        DROPPED.format("evaluation"): 0.0,
        DROPPED.format("training"): Meets(f"about {rate:.3g}", lambda share: abs(share - rate) < margin, example=rate),
        FACTORS: Meets(
            f"both {grown:.4g}, which is 1 / (1 - dropout)",
            lambda factors: len(factors) == 2 and all(abs(factor / grown - 1) < 0.01 for factor in factors),
            example=[grown, grown],
        ),
        PATTERNS: Meets(
            "many: each image is to lose outputs of its own",
            lambda count: count > len(images) // 10,
            example=len(images),
        ),
    }


def nll_loss(
    log_probs, labels, reduce="mean", sign=-1.0, pick="labels", transform=None, detached=False, divide_by_classes=False
) -> dict:
    """−mean of log_probs[i, labels[i]], and its gradient."""
    given = log_probs.clone().requires_grad_()
    rows = torch.arange(len(labels))
    columns = {
        "labels": lambda x: x[rows, labels], "everything": lambda x: x, "predicted": lambda x: x.max(dim=1).values,
        "every pair": lambda x: x[:, labels], "first label": lambda x: x[:, labels[0]],
        "first row": lambda x: x[0, labels],
    }  # fmt: skip
    transforms = {None: torch.clone, "log": torch.log, "exp": torch.exp, "log_softmax": lambda x: x.log_softmax(dim=1)}
    picked = sign * columns[pick](transforms[transform](given))
    loss = {"mean": picked.mean, "sum": picked.sum, "none": lambda: picked}[reduce]()
    if divide_by_classes:
        loss = loss / log_probs.shape[1]
    (gradient,) = torch.autograd.grad(loss.sum(), given)
    loss = loss.detach()
    number = loss.item() if loss.numel() == 1 else None
    cut_off = Meets("the number alone", lambda got: same(got, number) or same(got, loss), example=loss)
    return {
        "whether torch's own loss was called": False,
        "the returned loss": cut_off if detached else loss,
        "the gradient with respect to log_probs": None if detached else gradient,
    }
