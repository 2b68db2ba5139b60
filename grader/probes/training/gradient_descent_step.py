"""Runs a student's gradient_descent_step."""


def probe(module, case: dict) -> dict:
    """Step on parameters whose gradients are given; some have none."""
    parameters = [value.clone().requires_grad_() for value in case["values"]]
    for parameter, gradient in zip(parameters, case["gradients"], strict=True):
        parameter.grad = None if gradient is None else gradient.clone()
    given = iter(parameters) if case["as_iterator"] else parameters
    before = list(parameters)
    answer = module.gradient_descent_step(given, case["learning_rate"])
    return {
        "the parameters after the step": [parameter.detach() for parameter in before],
        "the gradients after the step": [parameter.grad for parameter in before],
        "whether autograd recorded the step": any(not parameter.is_leaf for parameter in before),
        "_returned": [value.detach() for value in answer] if isinstance(answer, list | tuple) else None,
    }
