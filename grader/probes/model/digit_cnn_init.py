"""2.2 DigitCNN.__init__."""

from torch import nn

LAYERS = ("conv1", "conv2", "fc1", "fc2")
PROPERTIES = {
    nn.Conv2d: ["in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups"],
    nn.Linear: ["in_features", "out_features"],
}


def probe(module, case: dict) -> dict:
    """Build the net and describe its layers."""
    with _Made() as made:
        net = module.DigitCNN(**case["arguments"])
    layers = {name: getattr(net, name, None) for name in LAYERS}
    registered = {id(parameter) for parameter in net.parameters()}
    listed = [name for name, layer in layers.items() if _ids(layer) and _ids(layer) <= registered]
    own = {id(layer) for layer in layers.values()}
    attributes = {name: value for name, value in vars(net).items() if not name.startswith("_")}
    return {
        **{f"the layer {name}": _describe_layer(layer) for name, layer in layers.items()},
        "the layers whose weights are in model.parameters()": listed,
        "_other_modules": [
            type(each).__name__ for each in net.modules() if id(each) not in own and not any(each.children())
        ],
        "_layers_made": made.layers,
        "_plain_containers": [name for name, value in attributes.items() if _holds_modules(value)],
    }


class _Made:
    """Counts the layers with weights that are made meanwhile, kept or not."""

    def __init__(self) -> None:
        self.layers = 0

    def __enter__(self):
        self.usual = usual = nn.Module.__init__

        def counting(module, *args, **kwargs):
            self.layers += isinstance(module, tuple(PROPERTIES))
            usual(module, *args, **kwargs)

        nn.Module.__init__ = counting
        return self

    def __exit__(self, *_):
        nn.Module.__init__ = self.usual


def _describe_layer(layer) -> dict:
    if layer is None:
        return {"kind": "nothing of that name"}
    kind = next((each for each in PROPERTIES if isinstance(layer, each)), None)
    if kind is None:
        return {"kind": type(layer).__name__}
    described = {name: getattr(layer, name) for name in PROPERTIES[kind]}
    if described.get("padding") == "valid":
        described["padding"] = (0, 0)
    return {"kind": kind.__name__, **described, "bias": layer.bias is not None}


def _ids(layer) -> set[int]:
    return {id(parameter) for parameter in layer.parameters()} if isinstance(layer, nn.Module) else set()


def _holds_modules(value) -> bool:
    items = value.values() if isinstance(value, dict) else value
    return isinstance(value, list | tuple | dict) and any(isinstance(item, nn.Module) for item in items)
