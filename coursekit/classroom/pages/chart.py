"""Lays out a curve (see `coursekit.judge.exhibits`) for an SVG in a page."""

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 420, 280  # of the drawing, in its own units: as wide as a phone, so that its text can be read there
LEFT, RIGHT, TOP, BOTTOM = 48, 24, 10, 44  # margins
TICKS = 5  # about so many
MOST_MARKS = 12  # points of a line on which each gets a mark


@dataclass(frozen=True)
class Tick:
    """A number at an axis."""

    place: float
    text: str


@dataclass(frozen=True)
class Line:
    """A series: its name, the points as an SVG polyline has them, and those that get a mark."""

    name: str
    points: str
    marks: list[tuple[float, float]]


@dataclass(frozen=True)
class Chart:
    """All that the SVG needs."""

    x_ticks: list[Tick]
    y_ticks: list[Tick]
    lines: list[Line]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def chart(curve: dict) -> Chart:
    """Lay out a curve."""
    points = [point for series in curve["series"].values() for point in series]
    x_low, x_high = _range([x for x, _ in points])
    y_low, y_high = _range([y for _, y in points])

    def place(x: float, y: float) -> tuple[float, float]:
        across = LEFT + (x - x_low) / (x_high - x_low) * (WIDTH - LEFT - RIGHT)
        return round(across, 1), round(HEIGHT - BOTTOM - (y - y_low) / (y_high - y_low) * (HEIGHT - TOP - BOTTOM), 1)

    lines = []
    for name, series in curve["series"].items():
        places = [place(x, y) for x, y in series]
        text = " ".join(f"{x},{y}" for x, y in places)
        lines.append(Line(name, text, places if len(places) <= MOST_MARKS else []))
    x_ticks = [Tick(place(number, y_low)[0], text) for number, text in _ticks(x_low, x_high)]
    y_ticks = [Tick(place(x_low, number)[1], text) for number, text in _ticks(y_low, y_high)]
    return Chart(x_ticks, y_ticks, lines)


def _range(numbers: list[float]) -> tuple[float, float]:
    """From the least to the greatest; from 0 where none is negative."""
    low, high = min(numbers), max(numbers)
    low = 0.0 if low > 0 else low
    return (low, high) if high > low else (low, low + 1.0)


def _ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Round numbers between the two, and how they are written."""
    raw = (high - low) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(each * power for each in (1, 2, 5, 10) if each * power >= raw * 0.999)
    first = math.ceil(low / step - 1e-9)
    numbers = [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]
    return [(number, f"{number:,.6g}" if abs(number) >= 1 else f"{number:.4g}") for number in numbers]
