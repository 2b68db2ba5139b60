"""5.2 one_cycle."""

import math

import torch


def probe(module, case: dict) -> dict:
    """Schedule an optimiser, take all steps, and note its rates, and what else changes in it."""
    optimizer = _optimizer(case["kind"], case["groups"])
    before = _settings(optimizer)
    answer = module.one_cycle(
        optimizer, max_learning_rate=case["max_learning_rate"], n_steps=case["n_steps"], **case["arguments"]
    )
    if isinstance(answer, torch.optim.Optimizer) or not callable(getattr(answer, "step", None)):
        return {"what was returned": _in_words(answer)}
    rates, changed = [], set()
    for number in range(case["n_steps"]):
        if number:
            optimizer.step()
            answer.step()
        rates.append([_number(group.get("lr")) for group in optimizer.param_groups])
        changed |= _different(before, _settings(optimizer))
    of_groups = list(map(list, zip(*rates, strict=False)))
    return {
        "what was returned": "a scheduler",
        "the learning rate at each step": of_groups[0] if of_groups else None,
        "the learning rate of the second group at each step": of_groups[1] if len(of_groups) > 1 else None,
        "which other settings change": sorted(changed),
    }


def _optimizer(kind: str, groups: list[dict]) -> torch.optim.Optimizer:
    """An optimiser with a weight in each group, on its way downhill."""
    made = []
    for settings in groups:
        weight = torch.nn.Parameter(torch.ones(2))
        weight.grad = torch.full((2,), 0.01)
        made.append({"params": [weight], **settings})
    return getattr(torch.optim, kind)(made, lr=0.1)


def _settings(optimizer: torch.optim.Optimizer) -> list[dict]:
    """Of each group, all settings but its rate; each of Adam's betas by itself."""
    found = []
    for group in optimizer.param_groups:
        settings = {name: value for name, value in group.items() if name not in ("params", "lr", "betas")}
        betas = group.get("betas")
        if isinstance(betas, tuple | list):
            settings |= {f"betas[{place}]": beta for place, beta in enumerate(betas)}
        found.append(settings)
    return found


def _different(before: list[dict], now: list[dict]) -> set[str]:
    """The names of the settings that are other than before in some group; a scheduler may add its own."""
    pairs = zip(before, now, strict=False)
    return {name for old, new in pairs for name, value in old.items() if name not in new or not _same(new[name], value)}


def _same(one, other) -> bool:
    """Whether two settings are the same, up to the rounding of numbers."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    return type(one) is type(other) and bool(one == other)


def _number(value) -> float | None:
    """A rate, which may be a number of NumPy's or a tensor; None where it is none."""
    try:
        return float(value)
    except (TypeError, ValueError, RuntimeError):
        return None


def _in_words(value) -> str | None:
    if isinstance(value, torch.optim.Optimizer):
        return "an optimiser"
    return None if value is None else f"something of type {type(value).__name__}"
