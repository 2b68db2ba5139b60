"""Stage 5: the formula of 5.2 is PyTorch's own, and 5.1 tells how fast a loader is."""

import pytest
import torch

from grader.checks.speed.batches import FAST, times_as_fast
from grader.checks.speed.rates import as_rates, cycle, three_phases
from tests.helpers import ROOT, append, graded, row_of


def rates_of_torch(n_steps: int, warm_up: float, **settings) -> list[float]:
    """What OneCycleLR gives with a maximum of 1."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=9.0)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, 1.0, total_steps=n_steps, pct_start=warm_up, cycle_momentum=False, **settings
    )
    rates = []
    for step in range(n_steps):
        if step:
            optimizer.step()
            scheduler.step()
        rates.append(optimizer.param_groups[0]["lr"])
    return rates


@pytest.mark.parametrize(("n_steps", "warm_up"), [(9, 0.3), (10, 0.3), (11, 0.45), (200, 0.15), (8, 0.65)])
def test_the_rates_are_those_of_pytorch(n_steps, warm_up):
    assert cycle(n_steps, warm_up) == pytest.approx(rates_of_torch(n_steps, warm_up), rel=1e-9)
    straight = rates_of_torch(n_steps, warm_up, anneal_strategy="linear")
    assert cycle(n_steps, warm_up, straight=True) == pytest.approx(straight, rel=1e-9)
    if warm_up < 0.5:
        assert three_phases(n_steps, warm_up) == pytest.approx(rates_of_torch(n_steps, warm_up, three_phase=True))


def test_a_last_rate_of_nearly_0_is_not_0():
    right = cycle(10, 0.3)
    assert as_rates(right)(right) and as_rates(right)([rate * (1 + 5e-5) for rate in right])
    assert not as_rates(right)([*right[:-1], 0.0])
    assert not as_rates(right)(right[:-1]) and not as_rates(right)(None)


@pytest.mark.parametrize(
    ("seconds", "fast"),
    [([0.001, 0.1], True), ([0.001, 0.0029], False), ([0.0, 1.0], False), ([-1.0, -9.0], False),
     ([float("nan"), 1.0], False), ([1e-9, float("inf")], False), ("ab", False), ([1.0], False), (None, False)],
)  # fmt: skip
def test_a_loader_is_fast_by_its_seconds(seconds, fast):
    assert FAST(seconds) == fast
    assert FAST.say(seconds)
    if fast:
        assert times_as_fast(seconds) == pytest.approx(100)


@pytest.mark.parametrize(
    ("name", "remark"), [("stacked", "the transform was called at least as often as there are images"), ("formula", "")]
)
def test_who_prepares_one_by_one_passes_and_is_told(name, remark, warm, submission):
    code = (ROOT / "tests" / "alternatives" / f"in_memory_loader_{name}.py").read_text(encoding="utf-8")
    append(submission, "stage5_speed.py", code)
    report, text = graded(warm, submission, ["5.1"])
    assert row_of(report, "5.1")["status"] == "passed", text
    assert "times as fast as the plain loader" in text and ("By the way" in text) == bool(remark)
    assert remark in " ".join(text.split())
