"""3.2 build_optimizer: SGD over all parameters, with its arguments and with the defaults.

Seen by two steps on known gradients.
"""

from coursekit.judge.compare import Meets, exactly
from coursekit.judge.mistakes import Case, Mistake
from coursekit.kit.rules import observed, raises
from grader.checks.sgd import PlainSGD
from grader.given.nets import build_net, draw_weights, state_of

KIND = "the kind of the optimiser"


def cases(draw) -> list[Case]:
    """Once with both arguments, and once with neither."""
    rate, momentum = draw.number(0.02, 0.2), draw.number(0.6, 0.95)
    cases = []
    for arguments in [{"learning_rate": rate, "momentum": momentum}, {}]:
        weights = draw_weights("normed", draw)
        gradients = {name: draw.normal(*value.shape) for name, value in weights.items() if value.is_floating_point()}
        written = ", ".join(["model", *(f"{name}={value:.3f}" for name, value in arguments.items())])
        inputs = {"net": "normed", "weights": weights, "arguments": arguments, "steps": 2, "gradients": gradients}
        cases.append(Case(f"build_optimizer({written})", inputs))
    return cases


def expected(
    net, weights, arguments, steps, gradients, rate_ignored=False, momentum_ignored=False, only=None, swapped=False
) -> dict:
    """SGD over all parameters: two steps on given gradients."""
    model = build_net(net, weights)
    rate, momentum = arguments.get("learning_rate", 0.01), arguments.get("momentum", 0.5)
    if swapped:
        rate, momentum = momentum, rate
    rate, momentum = (0.01 if rate_ignored else rate), (0.0 if momentum_ignored == "zero" else momentum)
    momentum = 0.5 if momentum_ignored == "default" else momentum
    names = [name for name, _ in model.named_parameters()]
    held = {"weights": [n for n in names if n.endswith("weight")], "first": names[:2], "last": names[-2:], None: names}[
        only
    ]
    optimizer = PlainSGD(model, rate, momentum)
    for _ in range(steps):
        for name, parameter in model.named_parameters():
            parameter.grad = gradients[name].clone() if name in held else None
        optimizer.step()
    all_of_them = Meets(
        f"all of the model's: {names}", lambda got: isinstance(got, list) and set(names) <= set(got), example=names
    )
    return {
        KIND: exactly("SGD"),
        "the parameters that it updates": all_of_them if held == names else sorted(held),
        "the weights after two steps": state_of(model),
    }


MISTAKES = [
    Mistake(
        "learning-rate-ignored",
        "The steps are as long as with lr=0.01, whatever learning_rate says. Pass learning_rate on.",
        {"rate_ignored": True},
    ),
    Mistake(
        "momentum-ignored",
        "These are steps without momentum. Pass momentum on to the optimiser.",
        {"momentum_ignored": "zero"},
    ),
    Mistake(
        "momentum-fixed",
        "The momentum is 0.5, whatever the argument momentum says. Pass the argument on.",
        {"momentum_ignored": "default"},
    ),
    Mistake("learning-rate-momentum-swapped", "Learning rate and momentum have changed places.", {"swapped": True}),
    Mistake("only-weights", "Only the weights are updated: the biases are parameters too.", {"only": "weights"}),
    Mistake(
        "only-first-layer", "Only the first layer is updated. model.parameters() has all of them.", {"only": "first"}
    ),
    Mistake("only-last-layer", "Only the last layer is updated. model.parameters() has all of them.", {"only": "last"}),
    Mistake(
        "another-optimizer",
        "This is another optimiser: the exercise asks for torch.optim.SGD.",
        when=observed(KIND, lambda kind: isinstance(kind, str) and kind not in ("SGD", "NoneType")),
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the optimiser.",
        when=observed(KIND, lambda kind: isinstance(kind, str) and kind == "NoneType"),
    ),
    Mistake(
        "model-for-parameters",
        "The optimiser wants the model's parameters, not the model.",
        when=raises("TypeError", "optimizer can only optimize Tensors"),
    ),
]
