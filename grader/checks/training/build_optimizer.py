"""3.2 build_optimizer: SGD over all parameters, with its arguments and with the defaults.

Seen by two steps on known gradients.
"""

import torch

from coursekit.judge.compare import Meets, exactly
from coursekit.judge.mistakes import Case, Mistake, Reply
from coursekit.kit.rules import Rule, observed, once_observed, raises
from grader.checks import hints
from grader.checks.sgd import PlainSGD
from grader.given.nets import build_net, draw_weights, state_of

KIND = "the kind of the optimiser"
IS_ONE = "_is_an_optimizer"
MOVED = "how far the weights moved in two steps"
# What the exercise does not ask for, and leaves as torch.optim.SGD has it.
USUAL = {"weight_decay": 0.0, "dampening": 0.0, "nesterov": False, "maximize": False}
SIZE = 10  # of the weights, so that even a weak decay of them moves them further than they should


def cases(draw) -> list[Case]:
    """Once with both arguments, and once with neither."""
    rate, momentum = draw.number(0.02, 0.2), draw.number(0.6, 0.95)
    cases = []
    for arguments in [{"learning_rate": rate, "momentum": momentum}, {}]:
        weights = {name: _larger(value) for name, value in draw_weights("normed", draw).items()}
        gradients = {name: draw.normal(*value.shape) for name, value in weights.items() if value.is_floating_point()}
        written = ", ".join(["model", *(f"{name}={value:.3f}" for name, value in arguments.items())])
        inputs = {"net": "normed", "weights": weights, "arguments": arguments, "steps": 2, "gradients": gradients}
        cases.append(Case(f"build_optimizer({written})", inputs))
    return cases


def _larger(value: torch.Tensor) -> torch.Tensor:
    return SIZE * value if value.is_floating_point() else value


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
    moved = {name: value - weights[name] for name, value in state_of(model).items() if name in names}
    return {
        KIND: exactly("SGD"),
        **{f"the optimiser's {name}": value for name, value in USUAL.items()},
        "the parameters that it updates": all_of_them if held == names else sorted(held),
        MOVED: moved,
    }


def _all_of(*rules: Rule) -> Rule:
    def when(replies: list[Reply], cases: list[Case]) -> bool:
        return all(rule(replies, cases) for rule in rules)

    when.__doc__ = " ".join(rule.__doc__ for rule in rules)
    return when


def _is_empty(value) -> bool:
    return isinstance(value, list) and not value


def _is_set(value) -> bool:
    return (isinstance(value, bool) and value) or (isinstance(value, int | float) and value != 0)


DEFAULTS = "An argument that is left out keeps its default."

MISTAKES = [
    Mistake(
        "learning-rate-ignored",
        "The steps are as long as with lr=0.01, whatever learning_rate says. Pass learning_rate on.",
        {"rate_ignored": True},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "momentum-ignored",
        "These are steps without momentum. Pass momentum on to the optimiser.",
        {"momentum_ignored": "zero"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "momentum-fixed",
        "The momentum is 0.5, whatever the argument momentum says. Pass the argument on.",
        {"momentum_ignored": "default"},
        hint=hints.ARGUMENT,
    ),
    Mistake(
        "learning-rate-momentum-swapped",
        "Learning rate and momentum have changed places.",
        {"swapped": True},
        hint="Arguments that are given by name can stand in any order.",
    ),
    Mistake(
        "only-weights",
        "Only the weights are updated: the biases are parameters too.",
        {"only": "weights"},
        hint="Ask the model for its parameters, all at once.",
    ),
    Mistake(
        "only-first-layer",
        "Only the first layer is updated. model.parameters() has all of them.",
        {"only": "first"},
        hint="Ask the model for its parameters, not one of its layers.",
    ),
    Mistake(
        "only-last-layer",
        "Only the last layer is updated. model.parameters() has all of them.",
        {"only": "last"},
        hint="Ask the model for its parameters, not one of its layers.",
    ),
    Mistake(
        "other-tensors-updated",
        "None of the tensors that it updates is a parameter of the model. model.parameters() gives them; state_dict() and .data give others.",
        when=_all_of(
            observed(IS_ONE, lambda is_one: is_one is True), observed("the parameters that it updates", _is_empty)
        ),
    ),
    Mistake(
        "another-optimizer",
        "This is another optimiser: the exercise asks for torch.optim.SGD.",
        when=_all_of(
            observed(IS_ONE, lambda is_one: is_one is True),
            observed(KIND, lambda kind: isinstance(kind, str) and kind != "SGD"),
        ),
    ),
    Mistake(
        "class-not-called",
        "What is returned is a class, not an optimiser made of it: its brackets, with the arguments, are missing.",
        when=observed(KIND, lambda kind: isinstance(kind, str) and kind == "type"),
        hint="A class is a plan. Brackets behind it make an object of it, with the arguments that stand in them.",
    ),
    Mistake(
        "not-an-optimizer",
        "What is returned is no optimiser. Return the one that you made, alone.",
        when=_all_of(
            observed(IS_ONE, lambda is_one: is_one is False),
            observed(KIND, lambda kind: isinstance(kind, str) and kind not in ("type", "NoneType")),
        ),
        hint="What stands behind return, beside the optimiser or in place of it?",
    ),
    *(
        Mistake(
            slug,
            because,
            when=once_observed(f"the optimiser's {name}", _is_set),
            explains=(f"the optimiser's {name}",),
            follows=(MOVED,),
            hint=DEFAULTS,
        )
        for name, slug, because in [
            (
                "weight_decay",
                "weight-decay",
                "weight_decay is set: it draws all weights towards 0. The exercise asks for learning rate and momentum alone.",
            ),
            (
                "dampening",
                "dampening",
                "dampening is set: it makes all steps but the first one shorter. The exercise asks for learning rate and momentum alone.",
            ),
            (
                "nesterov",
                "nesterov",
                "nesterov is set, which is another kind of momentum. The exercise asks for the plain one.",
            ),
            (
                "maximize",
                "maximize",
                "maximize is set, so the steps go uphill. The loss is to fall.",
            ),
        ]
    ),
    Mistake(
        "nothing-returned",
        "Nothing is returned. Return the optimiser.",
        when=observed(KIND, lambda kind: isinstance(kind, str) and kind == "NoneType"),
        hint=hints.RETURN,
    ),
    Mistake(
        "model-for-parameters",
        "The optimiser wants the model's parameters, and was given a module, or several.",
        when=raises("TypeError", "one of the params is torch.nn.", "'Sequential' object is not iterable"),
        hint="The model has a method that lists all of its parameters.",
    ),
    Mistake(
        "parameters-in-a-list",
        "The model's list of parameters stands in a list of its own: leave out the square brackets around it.",
        when=raises("TypeError", "params is Module.parameters", "params is generator", "params is list"),
        hint="What the model's method gives can be walked over as it is.",
    ),
]
