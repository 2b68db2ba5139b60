"""Probes of stage 2: sizes, the net's layers, its forward pass, the loss."""

from numbers import Integral

import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode

LAYERS = {"conv1": nn.Conv2d, "conv2": nn.Conv2d, "fc1": nn.Linear, "fc2": nn.Linear}
CONV2D = ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups"]
LINEAR = ["in_features", "out_features"]


def conv_output_size(module, case: dict) -> dict:
    """Ask for one size."""
    size = module.conv_output_size(*case["positional"], **case["named"])
    whole = isinstance(size, Integral) and not isinstance(size, bool)
    return {"the type of the returned size": "int" if whole else type(size).__name__, "the returned size": size}


def digit_cnn_layers(module, case: dict) -> dict:
    """Build the net and describe its layers."""
    net = module.DigitCNN(**case["arguments"])
    layers = {name: getattr(net, name, None) for name in LAYERS}
    registered = {id(parameter) for parameter in net.parameters()}
    listed = [name for name, layer in layers.items() if _ids(layer) and _ids(layer) <= registered]
    attributes = {name: value for name, value in vars(net).items() if not name.startswith("_")}
    return {
        **{f"the layer {name}": _describe_layer(layer) for name, layer in layers.items()},
        "the layers whose weights are in model.parameters()": listed,
        "_other_modules": [type(child).__name__ for name, child in net.named_children() if name not in LAYERS],
        "_plain_containers": [name for name, value in attributes.items() if _holds_modules(value)],
    }


def digit_cnn_forward(module, case: dict) -> dict:
    """Run the net, with weights that are sent, on one batch: in one mode, or in both to see what dropout does."""
    net = module.DigitCNN(**case["arguments"])
    with torch.no_grad():
        for name, value in case["weights"].items():
            layer, kind = name.split(".")
            getattr(getattr(net, layer), kind).copy_(value)
    if case["both_modes"]:
        return _what_dropout_does(net, case["images"])
    log_probs = net.train(case["training"])(case["images"])
    return {
        "the returned log-probabilities": log_probs,
        "the layers that gradients flow back to": _layers_reached(net, log_probs),
    }


def _layers_reached(net: nn.Module, log_probs) -> list[str]:
    """The layers whose weights the gradient of the answer arrives at."""
    weights = {name: getattr(net, name).weight for name in ("conv1", "conv2", "fc1", "fc2")}
    weights = {name: weight for name, weight in weights.items() if weight.requires_grad}
    if not isinstance(log_probs, torch.Tensor) or not log_probs.requires_grad or not weights:
        return []
    gradients = torch.autograd.grad(log_probs.sum(), list(weights.values()), allow_unused=True)
    return [name for name, gradient in zip(weights, gradients, strict=True) if gradient is not None]


def _what_dropout_does(net: nn.Module, images: torch.Tensor) -> dict:
    """Expects weights that let classes 0 to 8 read one positive output of fc1 each, and class 9 none."""
    bias = net.fc2.bias.detach()
    outputs = {}
    for mode, training in [("evaluation", False), ("training", True)]:
        with torch.no_grad():
            log_probs = net.train(training)(images)
        if not isinstance(log_probs, torch.Tensor) or log_probs.dim() != 2 or log_probs.shape[1] < 10:
            return {"the returned log-probabilities": log_probs}
        # A class's distance to class 9 is its fc1 output, however the log-probabilities were normalised.
        outputs[mode] = log_probs[:, :9] - log_probs[:, 9:10] - (bias[:9] - bias[9])
    dropped = {mode: output.abs() < 1e-3 for mode, output in outputs.items()}
    factors = (outputs["training"] / outputs["evaluation"])[~dropped["training"] & ~dropped["evaluation"]]
    return {
        "the share of fc1's outputs that is dropped in evaluation mode": dropped["evaluation"].double().mean().item(),
        "the share of fc1's outputs that is dropped in training mode": dropped["training"].double().mean().item(),
        "the smallest and the largest factor on the other outputs": _range(factors),
        "the number of different patterns of dropped outputs": len(dropped["training"].unique(dim=0)),
    }


def nll_loss(module, case: dict) -> dict:
    """Compute the loss and its gradient, and watch for torch's own loss."""
    log_probs = case["log_probs"].clone().requires_grad_()
    with _Operators() as operators:
        loss = module.nll_loss(log_probs, case["labels"].clone())
    gradient = None
    if isinstance(loss, torch.Tensor) and loss.requires_grad:
        (gradient,) = torch.autograd.grad(loss.sum(), log_probs, allow_unused=True)
    return {
        "whether torch's own loss was called": any("nll_loss" in name for name in operators.names),
        "the returned loss": loss,
        "the gradient with respect to log_probs": gradient,
    }


class _Operators(TorchDispatchMode):
    """Notes the names of the operators that run, whichever way they were called."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        self.names.add(str(func))
        return func(*args, **(kwargs or {}))


def _describe_layer(layer) -> dict:
    if layer is None:
        return {"kind": "nothing of that name"}
    kind = next((each for each in (nn.Conv2d, nn.Linear) if isinstance(layer, each)), None)
    if kind is None:
        return {"kind": type(layer).__name__}
    described = {name: getattr(layer, name) for name in (CONV2D if kind is nn.Conv2d else LINEAR)}
    if described.get("padding") == "valid":
        described["padding"] = (0, 0)
    return {"kind": kind.__name__, **described, "bias": layer.bias is not None}


def _ids(layer) -> set[int]:
    return {id(parameter) for parameter in layer.parameters()} if isinstance(layer, nn.Module) else set()


def _holds_modules(value) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return isinstance(value, list | tuple | dict) and any(isinstance(item, nn.Module) for item in items)


def _range(values: torch.Tensor) -> list[float]:
    return [values.min().item(), values.max().item()] if len(values) else []
