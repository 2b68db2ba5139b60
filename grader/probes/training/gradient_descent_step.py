"""Runs a student's gradient_descent_step."""

import torch

from coursekit.kit.recording import can_record
from grader.given.steps import multiples


def probe(module, case: dict) -> dict:
    """Step on parameters whose gradients are given; some have none."""
    torch.set_grad_enabled(True)  # whatever the call before left behind
    parameters = [value.clone().requires_grad_() for value in case["values"]]
    for parameter, gradient in zip(parameters, case["gradients"], strict=True):
        parameter.grad = None if gradient is None else gradient.clone()
    given = iter(parameters) if case["as_iterator"] else parameters
    before = list(parameters)
    answer = module.gradient_descent_step(given, case["learning_rate"])
    recorded, asking = can_record(), all(parameter.requires_grad for parameter in before)
    after = [parameter.detach() for parameter in before]
    return {
        "how many times learning_rate times its gradient each parameter moved downhill": multiples(
            case["values"], after, case["gradients"], case["learning_rate"]
        ),
        "the parameters after the step": after,
        "the gradients after the step": [parameter.grad for parameter in before],
        "whether autograd recorded the step": any(not parameter.is_leaf for parameter in before),
        "whether gradients can be recorded after the step": recorded and asking,
        "_returned": [value.detach() for value in answer] if isinstance(answer, list | tuple) else None,
    }
