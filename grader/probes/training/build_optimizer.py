"""Runs a student's build_optimizer."""

import torch

from grader.given.nets import build_net, state_of


def probe(module, case: dict) -> dict:
    """Build the optimiser with given or default arguments, then take two steps on gradients that are sent."""
    net = build_net(case["net"], case["weights"])
    optimizer = module.build_optimizer(net, **case["arguments"])
    if not isinstance(optimizer, torch.optim.Optimizer):
        return {"the kind of the optimiser": type(optimizer).__name__}
    ids = {id(parameter): name for name, parameter in net.named_parameters()}
    held = [ids.get(id(parameter), "?") for group in optimizer.param_groups for parameter in group["params"]]
    for _ in range(case["steps"]):
        for name, parameter in net.named_parameters():
            parameter.grad = case["gradients"][name].clone() if parameter.requires_grad else None
        optimizer.step()
    return {
        "the kind of the optimiser": "SGD" if isinstance(optimizer, torch.optim.SGD) else type(optimizer).__name__,
        "the parameters that it updates": sorted(name for name in held if name != "?"),
        "the weights after two steps": state_of(net),
    }
