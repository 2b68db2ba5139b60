"""Replaces pytest's own output by the summary: no header, no dots, no traceback, unless they were asked for."""

import io
import sys

from _pytest.terminal import TerminalReporter

from .summary import print_summary


def install_reporter(config, session) -> None:
    """Take pytest's reporter off the screen, and print the summary at the end. `--tb=...` leaves pytest's own on."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    loud = config.option.tbstyle != "auto"
    colour = {"yes": True, "no": False}.get(config.option.color)
    ours = GraderReporter(
        session, live=sys.stdout.isatty() and not loud, verbose=config.option.verbose > 0, colour=colour
    )
    config.pluginmanager.register(ours, "grader-reporter")
    if reporter and not loud:
        config.pluginmanager.unregister(reporter)
        reporter = TerminalReporter(config, file=io.StringIO())
        config.pluginmanager.register(reporter, "terminalreporter")


class GraderReporter:
    """Shows on a terminal what is being graded, and prints the summary when all is done."""

    def __init__(self, session, live: bool, **style) -> None:
        self.session, self.live, self.style = session, live, style
        self.broken = []  # what went wrong in the grader itself

    def pytest_runtest_logstart(self, nodeid) -> None:
        if self.live:
            name = nodeid.rsplit("::test_", 1)[-1]
            print(f"\r\033[Kgrading {name} …", end="", flush=True)

    def pytest_collectreport(self, report) -> None:
        if report.failed:
            self.broken.append(str(report.longrepr))

    def pytest_internalerror(self, excrepr) -> None:
        self.broken.append(str(excrepr))

    def pytest_unconfigure(self) -> None:
        if self.live:
            print("\r\033[K", end="")
        if self.broken:
            print("The grader itself failed; please report this:\n" + "\n".join(self.broken))
        elif not self.session.report.selected:
            print("No exercise matches. Their names: python -m grader status")
        else:
            print_summary(self.session.report, self.session, **self.style)
