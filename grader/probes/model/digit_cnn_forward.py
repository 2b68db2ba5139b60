"""2.3 DigitCNN.forward."""

import torch
from torch import nn


def probe(module, case: dict) -> dict:
    """Run the net, with weights that are sent, on one batch: in one mode, or in both to see what dropout does."""
    net = module.DigitCNN(**case["arguments"])
    with torch.no_grad():
        for name, value in case["weights"].items():
            layer, kind = name.split(".")
            getattr(getattr(net, layer), kind).copy_(value)
    if case["both_modes"]:
        return _what_dropout_does(net, case["images"])
    ran = _watch_extra_layers(net)
    log_probs = net.train(case["training"])(case["images"])
    return {
        "the returned log-probabilities": log_probs,
        "the layers that gradients flow back to": _layers_reached(net, log_probs),
        "_extra_layers": [type(layer).__name__ for layer in ran],
    }


def _watch_extra_layers(net: nn.Module) -> list[nn.Module]:
    """A list to which every layer is added as it runs that keeps weights or statistics and is none of the four."""
    own, ran = {id(getattr(net, name)) for name in ("conv1", "conv2", "fc1", "fc2")}, []
    for module in net.modules():
        if id(module) not in own and _is_layer(module):
            module.register_forward_hook(lambda module, *_: ran.append(module) if len(ran) < 20 else None)
    return ran


def _is_layer(module: nn.Module) -> bool:
    """Whether a module itself, not one inside of it, keeps weights or statistics, or is known to normalise."""
    keeps = [*module.parameters(recurse=False), *module.buffers(recurse=False)]
    return bool(keeps) or isinstance(module, nn.InstanceNorm2d | nn.LayerNorm | nn.GroupNorm)


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


def _range(values: torch.Tensor) -> list[float]:
    return [values.min().item(), values.max().item()] if len(values) else []
