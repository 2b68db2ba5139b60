"""Runs a student's build_optimizer."""

import torch

from grader.given.nets import build_net, state_of

USUAL = {"weight_decay": 0.0, "dampening": 0.0, "nesterov": False, "maximize": False}


def probe(module, case: dict) -> dict:
    """Build the optimiser with given or default arguments, then take two steps on gradients that are sent."""
    net = build_net(case["net"], case["weights"])
    optimizer = module.build_optimizer(net, **case["arguments"])
    if not isinstance(optimizer, torch.optim.Optimizer):
        return {"the kind of the optimiser": type(optimizer).__name__, "_is_an_optimizer": False}
    ids = {id(parameter): name for name, parameter in net.named_parameters()}
    held = [ids.get(id(parameter), "?") for group in optimizer.param_groups for parameter in group["params"]]
    is_sgd = isinstance(optimizer, torch.optim.SGD)
    settings = {f"the optimiser's {name}": _setting(optimizer, name, usual) for name, usual in USUAL.items()}
    before = state_of(net)
    for _ in range(case["steps"]):
        for name, parameter in net.named_parameters():
            parameter.grad = case["gradients"][name].clone() if parameter.requires_grad else None
        optimizer.step()
    return {
        "the kind of the optimiser": "SGD" if is_sgd else type(optimizer).__name__,
        "the parameters that it updates": sorted(name for name in held if name != "?"),
        "_is_an_optimizer": True,
        **(settings if is_sgd else {}),  # other optimisers have settings of the same names, and other usual ones
        "how far the weights moved in two steps": {
            name: parameter.detach() - before[name] for name, parameter in net.named_parameters()
        },
    }


def _setting(optimizer: torch.optim.Optimizer, name: str, usual):
    """A setting, of the first group of parameters in which it is another than usual."""
    values = [group.get(name, usual) for group in optimizer.param_groups]
    return next((value for value in values if value != usual), usual)
