"""Times of training, and their plots: on a clock that the test turns, and on made-up seconds."""

from types import SimpleNamespace

import pytest
import torch
from torch import nn

from digits import processor, timing
from digits.processor import computes_bfloat16
from digits.time_bars import time_bars
from digits.waterfall import waterfall

PARTS = {"loader": 6.0, "forward": 2.0, "backward": 3.0, "step": 0.1}


class Clock:
    """Stands still until it is told to go on."""

    now = 100.0

    def perf_counter(self) -> float:
        return self.now

    def work(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timing, "time", clock)
    return clock


class Loader:
    """Four batches; to get the third takes long."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock

    def __len__(self) -> int:
        return 4

    def __iter__(self):
        for seconds in (1, 1, 50, 1):
            self.clock.work(seconds)
            yield torch.zeros(2, 3), torch.zeros(2, dtype=torch.long)


class Slow(nn.Module):
    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.layer, self.clock = nn.Linear(3, 2), clock

    def forward(self, images):
        self.clock.work(2)
        return self.layer(images)


class SlowSGD(torch.optim.SGD):
    clock: Clock

    def step(self):
        self.clock.work(0.5)
        return super().step()


def test_parts_are_medians_told_for_an_epoch(clock):
    model = Slow(clock)
    model.layer.weight.register_hook(lambda gradient: clock.work(3))
    SlowSGD.clock = clock
    optimizer = SlowSGD(model.parameters(), lr=1.0)
    before = model.layer.bias.detach().clone()
    parts = timing.seconds_by_part(Loader(clock), model, nn.functional.cross_entropy, optimizer, batches=7)
    assert parts == {"loader": 4.0, "forward": 8.0, "backward": 12.0, "step": 2.0}  # of four batches
    assert not torch.equal(before, model.layer.bias)  # it was trained


def test_ways_take_turns(clock):
    turns = []

    def step(name: str, seconds: float):
        def train(images, labels):
            turns.append(name)
            clock.work(seconds)

        return train

    quick = [(0, 0)] * 10
    ways = {"slow": (Loader(clock), step("slow", 2)), "fast": (quick, step("fast", 0.25))}
    seconds = timing.seconds_per_epoch(ways, batches=1, rounds=9)
    assert seconds == {"slow": 12.0, "fast": 2.5}  # the median of a loader's 1 s and now and then 50, and 2 s of work
    assert turns[4:] == ["slow", "fast"] * 9  # after the warm-up


def test_nothing_to_time_is_said():
    with pytest.raises(ValueError, match="no batches"):
        timing.seconds_per_epoch({"empty": ([], print)})
    with pytest.raises(ValueError, match="rounds must be at least 1, not 0"):
        timing.seconds_per_epoch({}, rounds=0)
    with pytest.raises(ValueError, match="batches must be at least 1"):
        timing.seconds_by_part([1], None, None, None, batches=0)


def bars(axes) -> list[tuple[float, float]]:
    """Where each bar begins and ends, from top to bottom."""
    return [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]


def test_a_waterfall_goes_from_the_first_time_to_the_last():
    figure = waterfall(["as it was", "a gain", "a cost"], [10.0, 4.0, 5.0])
    (axes,) = figure.axes
    assert bars(axes) == [(0, 10), (4, 10), (4, 5), (0, 5)]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["as it was", "a gain", "a cost", "ours"]
    assert [text.get_text() for text in axes.texts] == ["10 s", "−6.0 s", "+1.0 s", "5.0 s: 2.0 × as fast"]
    start, gain, cost, end = (patch.get_facecolor() for patch in axes.patches)
    assert len({start, gain, cost}) == 3 and start == end
    assert axes.yaxis_inverted()
    figure.canvas.draw()


def test_a_waterfall_tells_small_times_and_a_loss():
    texts = [text.get_text() for text in waterfall(["before", "after"], [0.0123, 0.0246]).axes[0].texts]
    assert texts == ["0.012 s", "+0.012 s", "0.025 s: 0.5 × as fast"]


@pytest.mark.parametrize(
    ("names", "seconds"), [(["one"], [1.0]), (["one", "two"], [1.0]), (["one", "two"], [1.0, 0.0])]
)
def test_no_waterfall_of_these(names, seconds):
    with pytest.raises(ValueError):
        waterfall(names, seconds)


def test_bars_of_time_add_up():
    figure = time_bars({"before": PARTS, "after": dict(PARTS, loader=0.2)})
    (axes,) = figure.axes
    ends = [end for _, end in bars(axes)]
    assert ends == pytest.approx([6, 8, 11, 11.1, 0.2, 2.2, 5.2, 5.3])
    assert [text.get_text() for text in axes.texts] == ["54%", "18%", "27%", "38%", "57%"]  # where there is room
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == list(PARTS)
    figure.canvas.draw()


def test_no_bars_of_different_parts():
    with pytest.raises(ValueError, match="the same parts"):
        time_bars({"one": PARTS, "other": {"loader": 1.0}})
    with pytest.raises(ValueError):
        time_bars({})


@pytest.mark.parametrize(("name", "expected"), [("avx512_bf16", True), ("avx2", False)])
def test_bfloat16_is_the_processors(monkeypatch, name, expected):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {name: True, "amx_bf16": False}, raising=False)
    assert computes_bfloat16() is expected


@pytest.mark.parametrize("expected", [True, False])
def test_an_older_torch_is_asked_in_its_way(monkeypatch, expected):
    cpu = SimpleNamespace(_is_avx512_bf16_supported=lambda: expected)
    monkeypatch.setattr(processor, "torch", SimpleNamespace(cpu=cpu))
    assert computes_bfloat16() is expected
