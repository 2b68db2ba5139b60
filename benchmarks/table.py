"""The table that `run.py` prints, and its JSON."""

import statistics
from dataclasses import dataclass, field

from benchmarks.quiet import far_apart, spread

COLUMNS = f"{'':<50}{'ratio':>7}{'spread':>8}{'seconds':>9}   at most"


@dataclass
class Row:
    """One figure.

    Attributes:
        ratios: one per round, in the part's unit; empty where there is none.
        seconds: one per round.
        at_most: what is aimed at: the largest ratio, or seconds where `in_seconds`; None for nothing.
    """

    what: str
    ratios: list[float]
    seconds: list[float]
    at_most: float | None = None
    in_seconds: bool = False

    def refused(self) -> str:
        """Why this figure is not shown; "" if it is."""
        values = self.ratios or self.seconds
        return far_apart(values) if values else "it was not measured"

    def line(self) -> str:
        """The row as it is printed."""
        aim = "" if self.at_most is None else f"{self.at_most:g} s" if self.in_seconds else f"{self.at_most:g}"
        if self.refused():
            return f"{self.what:<50}  not shown: {self.refused()}"
        ratio = f"{statistics.median(self.ratios):.2f}" if self.ratios else ""
        apart = f"{spread(self.ratios or self.seconds):.0%}"
        return f"{self.what:<50}{ratio:>7}{apart:>8}{statistics.median(self.seconds):>9.3f}{aim:>10}".rstrip()

    def as_dict(self) -> dict:
        """The row for the JSON file; a figure that is refused is null."""
        refused = self.refused()
        return {
            "what": self.what,
            "ratio": None if refused or not self.ratios else statistics.median(self.ratios),
            "seconds": None if refused else statistics.median(self.seconds),
            "spread": None if refused else spread(self.ratios or self.seconds),
            "at_most": self.at_most,
            "at_most_is_in_seconds": self.in_seconds,
            "refused": refused,
        }


@dataclass
class Part:
    """Rows that have a unit in common.

    Attributes:
        unit: what a ratio counts, in words.
        busy: why none of it is shown; "" if it is.
        notes: lines beneath it.
    """

    name: str
    unit: str
    rows: list[Row] = field(default_factory=list)
    busy: str = ""
    notes: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """The part as it is printed."""
        head = f"{self.name}: {self.unit}"
        if self.busy:
            return [head, f"  Not shown, the machine was too busy: {self.busy}."]
        return [head, COLUMNS, *(row.line() for row in self.rows), *(f"  {note}" for note in self.notes)]

    def complete(self) -> bool:
        """Whether every figure is shown."""
        return not self.busy and not any(row.refused() for row in self.rows)

    def as_dict(self) -> dict:
        """The part for the JSON file."""
        rows = [] if self.busy else [row.as_dict() for row in self.rows]
        return {"name": self.name, "unit": self.unit, "busy": self.busy, "rows": rows, "notes": self.notes}


def rows_of(rounds: list[dict[str, float]], unit: str | None, at_most: dict[str, float] | None = None) -> list[Row]:
    """Make a row of each name in `rounds`, whose numbers are seconds.

    Args:
        unit: the name whose seconds, in the same round, count as 1; None for no ratios.
        at_most: the ratio aimed at, by name; without a unit the seconds.
    """
    aims, rows = at_most or {}, []
    for what in rounds[0] if rounds else ():
        ratios = [each[what] / each[unit] for each in rounds] if unit else []
        rows.append(Row(what, ratios, [each[what] for each in rounds], aims.get(what), in_seconds=unit is None))
    return rows
