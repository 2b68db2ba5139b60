"""`benchmarks/run.py`: when it refuses to show a figure, and how it shows the others. Nothing is timed here."""

import json
import sys
import time
from types import SimpleNamespace

import psutil
import pytest

from tests.helpers import ROOT

sys.path.append(str(ROOT))
from benchmarks import quiet, recipe, run, table
from benchmarks.quiet import Effort, Load

sys.path.remove(str(ROOT))

QUIET = [1.00, 1.02, 0.98, 1.01, 0.99]


@pytest.mark.parametrize(
    ("load", "word"), [(Load(), ""), (Load(0.05, 0.02), ""), (Load(0.5), "other programs"), (Load(0, 0.2), "this host")]
)
def test_a_machine_that_others_use_is_too_busy(load, word):
    assert (load.too_busy() == "") is (word == "")
    assert word in load.too_busy()


def clocks(monkeypatch, *readings) -> None:
    """Let psutil and the clock tell these (clock, work of all, own work, stolen), one after the other."""
    left = [*readings]
    monkeypatch.setattr(psutil, "cpu_count", lambda: 2)
    monkeypatch.setattr(time, "perf_counter", lambda: left[0][0])
    monkeypatch.setattr(
        psutil, "cpu_times", lambda: SimpleNamespace(user=left[0][1], guest=left[0][1], steal=left[0][3])
    )

    class Own:
        def cpu_times(self):
            return SimpleNamespace(user=left[0][2], system=0, children_user=0, children_system=0)

        def children(self, recursive):
            return []

    monkeypatch.setattr(psutil, "Process", Own)
    real = quiet._clocks

    def read():
        found = real()
        left.pop(0)
        return found

    monkeypatch.setattr(quiet, "_clocks", read)


@pytest.mark.parametrize(
    ("work", "own", "stolen", "expected"), [(20, 20, 0, Load(0, 0)), (20, 5, 0, Load(0.75, 0)), (8, 8, 4, Load(0, 0.2))]
)
def test_what_this_process_does_itself_is_not_counted_as_others(monkeypatch, work, own, stolen, expected):
    clocks(monkeypatch, (100, 50, 3, 1), (110, 50 + work, 3 + own, 1 + stolen))
    with quiet.Watch() as watch:
        pass
    assert (watch.load.others, watch.load.stolen) == pytest.approx((expected.others, expected.stolen))


def rounds(monkeypatch, *others: float, during: bool = True):
    """Measure rounds while others take these shares, one for each look."""
    shares = [*others]

    class Watch:
        def __enter__(self):
            self.load = Load(shares.pop(0))
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(quiet, "Watch", Watch)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    return quiet.quiet_rounds(lambda: {"left": len(shares)}, Effort(2), during)


def test_a_busy_round_does_not_count(monkeypatch):
    assert rounds(monkeypatch, 0.0, 0.9, 0.0) == ([{"left": 2}, {"left": 0}], "")


def test_where_nothing_is_told_of_a_round_the_seconds_beside_it_are_looked_at(monkeypatch):
    before, itself, after, busy = 0.0, 0.9, 0.0, 0.9
    looks = [busy, itself, before, itself, after, before, itself, busy, before, itself, after]  # four rounds, two quiet
    assert len(rounds(monkeypatch, *looks, during=False)[0]) == 2


def test_too_few_quiet_rounds_are_refused(monkeypatch):
    found, busy = rounds(monkeypatch, 0.9, 0.9, 0.0, 0.9, 0.9, 0.8)
    assert len(found) == 1
    assert busy == (
        "1 of 6 rounds were quiet, too few; in the last of the others other programs took 80% of the processors, more than 10%"
    )


def test_a_ratio_is_that_of_its_own_round():
    first, second = table.rows_of([{"one": 1, "other": 3}, {"one": 10, "other": 30}], "one", {"other": 2})
    assert (first.ratios, second.ratios, second.seconds, second.at_most) == ([1, 1], [3, 3], [3, 30], 2)


def test_a_part_is_printed_under_its_columns():
    part = table.Part(
        "training", "in imports", table.rows_of([{"a": 1, "b": 2.5}] * 3, "a", {"b": 2}), notes=["A note"]
    )
    assert part.lines() == [
        "training: in imports",
        table.COLUMNS,
        f"{'a':<50}   1.00      0%    1.000",
        f"{'b':<50}   2.50      0%    2.500         2",
        "  A note",
    ]
    assert part.complete()


@pytest.mark.parametrize(("values", "shown"), [(QUIET, True), ([1.0, 1.5, 2.0, 2.5, 3.0], False), ([], False)])
def test_repeats_that_lie_far_apart_are_no_figure(values, shown):
    row = table.Row("training", values, values)
    assert (row.refused() == "") is shown
    assert (row.as_dict()["ratio"] is not None) is shown
    assert ("not shown" not in row.line()) is shown
    assert table.Part("", "", [row]).complete() is shown


def test_of_a_busy_machine_no_figure_is_shown_or_written():
    part = table.Part("training", "in imports", table.rows_of([{"a": 12.5}], None), busy="others took 80%")
    assert "12.5" not in "\n".join(part.lines()) + json.dumps(part.as_dict())
    assert not part.complete()


def test_the_arithmetic_is_what_torch_counts():
    import torch
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        torch.nn.functional.nll_loss(
            recipe.Net()(torch.zeros(2, 1, 28, 28)), torch.zeros(2, dtype=torch.long)
        ).backward()
    assert counter.get_total_flops() == 2 * recipe.flops_per_example()


def test_what_grading_and_watch_measure_is_shown(monkeypatch):
    from benchmarks import grading, waiting, watch

    monkeypatch.setattr(quiet.Load, "too_busy", lambda load: "")
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    seconds = {name: 2.0 + number for number, name in enumerate(grading.COMMANDS)}
    monkeypatch.setattr(grading, "measured", lambda repeat: {name: {"seconds": each} for name, each in seconds.items()})
    monkeypatch.setattr(watch, "measured", lambda times: iter([("1.1", {"verdict": 0.1}), ("1.2", {"verdict": 0.4})]))
    rows = {row.what: row for row in waiting.grader(Effort(2)).rows}
    assert rows["grading the solutions"].ratios == [1.5, 1.5]
    assert rows["hint 3.3"].seconds == [seconds["hint 3.3"] - seconds[grading.START]] * 2
    assert [(row.what, row.seconds) for row in waiting.watch(Effort(2)).rows] == [
        ("the median exercise", [0.25, 0.25]),
        ("the slowest, 1.2", [0.4, 0.4]),
    ]


@pytest.mark.parametrize(("options", "word"), [("--only trainin", "trainin"), ("--rounds 2", "three")])
def test_a_wrong_option_is_told(monkeypatch, capsys, options, word):
    monkeypatch.setattr(sys, "argv", ["run.py", *options.split()])
    with pytest.raises(SystemExit):
        run.arguments()
    assert word in capsys.readouterr().err


def test_the_table_goes_into_its_place_alone():
    text = f"above\n{run.BEGIN}```\nold\n```\n{run.END}\nbelow\n"
    assert run.with_table(text, ["new", "er"]) == f"above\n{run.BEGIN}```\nnew\ner\n```\n{run.END}\nbelow\n"


def test_the_table_in_the_readme_has_the_columns_that_are_printed():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = readme.split(run.BEGIN)[1].split(run.END)[0].splitlines()
    assert table.COLUMNS in block or block == ["```", "Not measured yet.", "```"]
    assert run.with_table(readme, block[1:-1]) == readme
