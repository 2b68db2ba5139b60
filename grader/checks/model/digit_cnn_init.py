"""2.2 DigitCNN.__init__: four layers under their names, as described, all of them registered; with and without the
argument."""

from collections.abc import Callable

from coursekit.judge.compare import exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule, raises

USUAL = {"stride": (1, 1), "padding": (0, 0), "dilation": (1, 1), "groups": 1, "bias": True}
LAYERS = {
    "conv1": {"kind": "Conv2d", "in_channels": 1, "out_channels": 32, "kernel_size": (5, 5), **USUAL},
    "conv2": {"kind": "Conv2d", "in_channels": 32, "out_channels": 16, "kernel_size": (3, 3), **USUAL},
    "fc1": {"kind": "Linear", "in_features": 400, "out_features": 100, "bias": True},
    "fc2": {"kind": "Linear", "in_features": 100, "out_features": 10, "bias": True},
}
LISTED = "the layers whose weights are in model.parameters()"
CONTAINERS, OTHERS = "_plain_containers", "_other_modules"  # evidence: what else the net holds
MADE = "_layers_made"  # evidence: how many layers with weights were made, kept or not

CHANNELS = {f"conv{number}.{side}_channels" for number in (1, 2) for side in ("in", "out")}
KERNELS = {"conv1.kernel_size", "conv2.kernel_size"}
PADDINGS = {"conv1.padding", "conv2.padding"}
STRIDES = {"conv1.stride", "conv2.stride"}
FEATURES = {f"fc{number}.{side}_features" for number in (1, 2) for side in ("in", "out")}
BIASES = {f"{layer}.bias" for layer in LAYERS}
FLATTENED = {"fc1.in_features"}  # follows from the convolutions, so it may be wrong along with them


def cases(draw) -> list[Case]:
    """The net built without arguments and with one."""
    rate = round(draw.number(0.1, 0.9), 2)
    return [
        Case("DigitCNN()", {"arguments": {}}),
        Case(f"DigitCNN(dropout={rate})", {"arguments": {"dropout": rate}}),
    ]


def expected(arguments) -> dict:
    """Two convolutions and two linear layers, whatever the arguments."""
    layers = {f"the layer {name}": layer | {"kind": exactly(layer["kind"])} for name, layer in LAYERS.items()}
    return layers | {LISTED: list(LAYERS)}


def _shown(test: Callable[[dict], bool]) -> Rule:
    """The test holds of the net as it is built without arguments: of how the probe describes it."""

    def when(replies: list[Reply], cases: list[Case]) -> bool:
        net = replies[0].value
        return _is_whole(net) and test(net)

    when.__doc__ = test.__doc__
    return when


def _is_whole(net) -> bool:
    """Whether this is a description with all its parts: a reply may hold anything."""
    return (
        isinstance(net, dict)
        and all(isinstance(net.get(f"the layer {name}"), dict) for name in LAYERS)
        and all(isinstance(net.get(name), list) for name in (LISTED, CONTAINERS, OTHERS))
        and type(net.get(MADE)) is int
    )


def _plain(value):
    """A number, a text, or a pair of them; None for anything else, which is never right and may not be comparable."""
    if isinstance(value, tuple) and len(value) == 2:
        return tuple(item if isinstance(item, int | float | str) else None for item in value)
    return value if isinstance(value, int | float | str) else None


def _wrong(net: dict) -> dict[str, object]:
    """The properties that are wrong: "conv1.kernel_size" → its value."""
    wrong = {}
    for name, right in LAYERS.items():
        got = {key: _plain(net[f"the layer {name}"].get(key)) for key in right}
        wrong |= {f"{name}.{key}": got[key] for key, value in right.items() if got[key] != value}
    return wrong


def _only(properties: set[str], values=None, unless: set[str] = frozenset()) -> Rule:
    """Of these properties some are wrong, of layers that are there and of the right kind.

    Args:
        properties: "conv1.kernel_size" and others.
        values: a test of those that are wrong.
        unless: these others are wrong too: what is asked about follows from them.
    """

    def test(net: dict) -> bool:
        wrong = _wrong(net)
        other_kinds = {name for name in LAYERS if f"{name}.kind" in wrong}
        main = {
            name: value for name, value in wrong.items() if name in properties and name.split(".")[0] not in other_kinds
        }
        return bool(main) and not unless & set(wrong) and (values is None or values(main))

    test.__doc__ = f"One of these is not as described: {', '.join(sorted(properties))}." + (
        f" All of these are: {', '.join(sorted(unless))}." if unless else ""
    )
    return _shown(test)


def _named(properties: set[str]) -> tuple[str, ...]:
    """These properties, as they are called where observations are compared."""
    return tuple(f"the layer {name.replace('.', ', ')}" for name in sorted(properties))


def _channels_swapped(wrong: dict) -> bool:
    swapped = [
        {"conv1.in_channels": 32, "conv1.out_channels": 1},
        {"conv2.in_channels": 16, "conv2.out_channels": 32},
    ]
    return wrong in (*swapped, swapped[0] | swapped[1])


def _features_swapped(wrong: dict) -> bool:
    swapped = [{"fc1.in_features": 100, "fc1.out_features": 400}, {"fc2.in_features": 10, "fc2.out_features": 100}]
    return wrong in (*swapped, swapped[0] | swapped[1])


def _kernels_swapped(wrong: dict) -> bool:
    return wrong == {"conv1.kernel_size": (3, 3), "conv2.kernel_size": (5, 5)}


def _missing(net: dict) -> list[str]:
    kinds = {name: _plain(net[f"the layer {name}"].get("kind")) for name in LAYERS}
    return [name for name, kind in kinds.items() if kind == "nothing of that name"]


def _in_plain_list(net: dict) -> bool:
    """A layer is not there under its name, and a plain list or dict holds modules."""
    return bool(_missing(net)) and bool(net[CONTAINERS])


def _elsewhere(net: dict) -> bool:
    """Whether the net has a layer of a missing one's kind under another name."""
    return any(LAYERS[name]["kind"] in net[OTHERS] for name in _missing(net))


def _under_other_names(net: dict) -> bool:
    """A layer is not there under its name, and the net has one of that kind under another."""
    return not net[CONTAINERS] and _elsewhere(net)


def _all_missing(net: dict) -> bool:
    return len(_missing(net)) == len(LAYERS) and not net[CONTAINERS] and not _elsewhere(net)


def _not_kept(net: dict) -> bool:
    """Layers were made while the net was built, and it has none of them."""
    return _all_missing(net) and net[MADE] > 0


def _none_made(net: dict) -> bool:
    """No Conv2d and no Linear was made while the net was built."""
    return _all_missing(net) and net[MADE] == 0


def _one_missing(net: dict) -> bool:
    """A layer is not there under its name, and the net has none of its kind under another."""
    return 0 < len(_missing(net)) < len(LAYERS) and not net[CONTAINERS] and not _elsewhere(net)


def _argument_refused(replies: list[Reply], cases: list[Case]) -> bool:
    """The call without arguments made layers, and __init__ refused the argument dropout."""
    refused = raises("TypeError", "__init__() got an unexpected keyword argument 'dropout'")
    return _shown(lambda net: net[MADE] > 0)(replies, cases) and refused(replies, cases)


def _not_registered(net: dict) -> bool:
    """All layers are there as they should be, and not all of them are in model.parameters()."""
    listed = net[LISTED]
    known = len(listed) < len(LAYERS) and all(isinstance(name, str) and name in LAYERS for name in listed)
    return known and not _wrong(net)


MISTAKES = [
    Mistake(
        "missing-super-init",
        "The line super().__init__() must come first: without it, the net has nowhere to keep its layers.",
        when=raises("AttributeError", "before Module.__init__() call"),
    ),
    Mistake(
        "missing-dropout-argument",
        "__init__ no longer takes the argument dropout. Leave the line with `def` as it was.",
        when=_argument_refused,
        hint="The first line of a function says what it may be called with.",
    ),
    Mistake(
        "layers-in-plain-list",
        "The layers are in a plain list or dict, and the net cannot see into it: its parameters would never be trained. Give each a name of its own: self.conv1, ...",
        when=_shown(_in_plain_list),
    ),
    Mistake(
        "layers-renamed",
        "There are layers, but under other names. Use the names conv1, conv2, fc1 and fc2.",
        when=_shown(_under_other_names),
    ),
    Mistake(
        "layers-not-kept",
        "The layers are made and then forgotten: a name without self. in front ends with the function.",
        when=_shown(_not_kept),
    ),
    Mistake(
        "no-layers-made",
        "No Conv2d and no Linear was made when the net was built. Did the lines that make them run? They belong in __init__.",
        when=_shown(_none_made),
    ),
    Mistake(
        "layer-missing", "A layer is missing: there should be conv1, conv2, fc1 and fc2.", when=_shown(_one_missing)
    ),
    Mistake(
        "layers-not-registered",
        "The layers are there, but the net does not count them as its own, so nobody would train them. Assign each to self inside __init__.",
        when=_shown(_not_registered),
    ),
    Mistake(
        "channels-swapped",
        "The channels have changed places: first come those that go in, then those that come out.",
        when=_only(CHANNELS, values=_channels_swapped),
        explains=_named(CHANNELS),
        hint="What comes out of one layer goes into the next. Which of a layer's two numbers is which?",
    ),
    Mistake(
        "three-input-channels",
        "A colour image has three channels, but these digits are grey: one channel goes in.",
        when=_only({"conv1.in_channels"}, values=lambda wrong: wrong == {"conv1.in_channels": 3}),
        explains=_named({"conv1.in_channels"}),
        hint="An image of the course has the shape (1, 28, 28). Which of these is the number of its channels?",
    ),
    Mistake(
        "wrong-channels",
        "The number of channels is another one than the exercise asks for: 1, then 32, then 16.",
        when=_only(
            {"conv1.out_channels", "conv2.in_channels", "conv2.out_channels"},
            values=lambda wrong: not _channels_swapped(wrong),
        ),
        explains=_named({"conv1.out_channels", "conv2.in_channels", "conv2.out_channels"}),
        follows=_named(FLATTENED),
        hint="Compare the numbers with the docstring, one by one. What comes out of conv1 goes into conv2.",
    ),
    Mistake(
        "kernels-swapped",
        "The kernels have changed places: conv1 has the larger one.",
        when=_only(KERNELS, values=_kernels_swapped),
        explains=_named(KERNELS),
        follows=_named(FLATTENED),
        hint="A 5 x 5 kernel makes an image of 28 x 28 one of 24 x 24. Which of the layers does that?",
    ),
    Mistake(
        "wrong-kernel",
        "A kernel has another size than the exercise asks for: 5 x 5 in conv1, 3 x 3 in conv2.",
        when=_only(KERNELS, values=lambda wrong: not _kernels_swapped(wrong)),
        explains=_named(KERNELS),
        follows=_named(FLATTENED),
        hint="Compare the numbers with the docstring, one by one.",
    ),
    Mistake(
        "padding-added",
        "With padding, the images do not shrink as they should (28, 24, 12, 10, 5). Leave it out.",
        when=_only(PADDINGS),
        explains=_named(PADDINGS),
        follows=_named(FLATTENED),
        hint="Padding is 0 unless a layer is told otherwise.",
    ),
    Mistake(
        "stride-added",
        "The kernels jump: leave the stride at 1. Pooling makes the images smaller, in forward.",
        when=_only(STRIDES),
        explains=_named(STRIDES),
        follows=_named(FLATTENED),
        hint="The stride is 1 unless a layer is told otherwise.",
    ),
    Mistake(
        "missing-bias",
        "A layer has no bias. Leave bias at its default, which is to have one.",
        when=_only(BIASES),
        explains=_named(BIASES),
        hint="A bias is what a layer adds at the end, whatever comes in.",
    ),
    Mistake(
        "wrong-flattened-size",
        "fc1 reads all values of an image after the second pooling. How many channels are there then, and of what size?",
        when=_only(FLATTENED, unless=KERNELS | PADDINGS | STRIDES | {"conv2.out_channels"}),
        explains=_named(FLATTENED),
        hint="Follow one image through the net, with the formula of 2.1: 28, 24, 12, 10, 5.",
    ),
    Mistake(
        "wrong-hidden-size",
        "What fc1 returns and fc2 reads should be 100 values.",
        when=_only({"fc1.out_features", "fc2.in_features"}),
        explains=_named({"fc1.out_features", "fc2.in_features"}),
        hint="Compare the numbers with the docstring, one by one.",
    ),
    Mistake(
        "wrong-number-of-classes",
        "fc2 should return one value for each of the ten digits.",
        when=_only({"fc2.out_features"}),
        explains=_named({"fc2.out_features"}),
        hint="How many different digits are there?",
    ),
    Mistake(
        "features-swapped",
        "The sizes of a linear layer have changed places: first comes what goes in, then what comes out.",
        when=_only(FEATURES, values=_features_swapped),
        explains=_named(FEATURES),
        hint="What comes out of one layer goes into the next. Which of a layer's two numbers is which?",
    ),
]
