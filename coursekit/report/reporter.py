"""Replaces pytest's own output by the summary: no header, no dots, no traceback, unless they were asked for."""

import io
import sys

import pytest

from ..companion.standing import standing_of
from ..judge.observer import Observer
from ..judge.run import Run
from .style import write
from .summary import print_summary


def install_reporter(config, run: Run, remembered: bool) -> None:
    """Take pytest's reporter off the screen, and print the summary at the end. `--tb=...` leaves pytest's own on.

    Args:
        config: pytest's.
        run: what is reported.
        remembered: whether earlier runs count too: these are the student's own exercises.
    """
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    loud = config.option.tbstyle != "auto"
    ours = GraderReporter(
        run, live=sys.stdout.isatty() and not loud, debug=config.option.debug is not None, remembered=remembered,
        verbose=config.option.verbose > 0, colour={"yes": True, "no": False}.get(config.option.color),
    )  # fmt: skip
    run.observers.append(ours)
    config.pluginmanager.register(ours, "grader-reporter")
    if reporter and not loud:
        config.pluginmanager.unregister(reporter)
        config.pluginmanager.register(pytest.TerminalReporter(config, file=io.StringIO()), "terminalreporter")


class GraderReporter(Observer):
    """Shows on a terminal what is being graded, and prints the summary when all is done."""

    def __init__(self, run: Run, live: bool, debug: bool, remembered: bool, **style) -> None:
        self.run, self.live, self.debug, self.remembered, self.style = run, live, debug, remembered, style
        self.broken = []  # what went wrong in the grader itself

    def begun(self, run, result) -> None:
        if self.live:
            print(f"\r\033[Kgrading {result.exercise.name} ...", end="", flush=True)

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.broken.append(str(report.longrepr))

    def pytest_internalerror(self, excrepr) -> None:
        self.broken.append(str(excrepr))

    def pytest_unconfigure(self) -> None:
        if self.live:
            print("\r\033[K", end="")
        report = self.run.report
        if self.broken:
            write(["The grader itself failed; please report this:", *self.broken], sys.stdout)
        elif not report.selected:
            write([f"No exercise matches. Their names: python -m {report.course.name} status"], sys.stdout)
        else:
            standing = standing_of(report.course) if self.remembered else None
            print_summary(report, standing=standing, **self.style)
        if self.debug:
            faults = [f"\n{result.exercise.id}: {fault}" for result in report.selected for fault in result.faults]
            write(faults, sys.stdout)
