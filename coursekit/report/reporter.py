"""Replaces pytest's own output by the summary: no header, no dots, no traceback, unless they were asked for."""

import io
import sys

import pytest

from ..judge.run import Observer, Run
from .summary import print_summary


def install_reporter(config, run: Run, debug: bool) -> None:
    """Take pytest's reporter off the screen, and print the summary at the end. `--tb=...` leaves pytest's own on."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    loud = config.option.tbstyle != "auto"
    colour = {"yes": True, "no": False}.get(config.option.color)
    ours = GraderReporter(
        run, live=sys.stdout.isatty() and not loud, verbose=config.option.verbose > 0, colour=colour, debug=debug
    )
    run.observers.append(ours)
    config.pluginmanager.register(ours, "grader-reporter")
    if reporter and not loud:
        config.pluginmanager.unregister(reporter)
        config.pluginmanager.register(pytest.TerminalReporter(config, file=io.StringIO()), "terminalreporter")


class GraderReporter(Observer):
    """Shows on a terminal what is being graded, and prints the summary when all is done."""

    def __init__(self, run: Run, live: bool, debug: bool, **style) -> None:
        self.run, self.live, self.debug, self.style = run, live, debug, style
        self.broken = []  # what went wrong in the grader itself

    def begun(self, run, result) -> None:
        if self.live:
            print(f"\r\033[Kgrading {result.exercise.name} …", end="", flush=True)

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
            print("The grader itself failed; please report this:\n" + "\n".join(self.broken))
        elif not report.selected:
            print(f"No exercise matches. Their names: python -m {report.course.name} status")
        else:
            print_summary(report, **self.style)
        if self.debug:
            for result in report.selected:
                print(*(f"\n{result.exercise.id}: {fault}" for fault in result.faults), sep="", end="")
