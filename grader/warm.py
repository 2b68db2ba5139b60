"""Grades again and again in one warm process: torch is imported once, and the worker stays."""

import contextlib
import io
import json
import tempfile
from pathlib import Path

import pytest

from .judge import session
from .judge.process import CAN_FORK, WorkerProcess
from .paths import PACKAGE, ROOT


class WarmGrader:
    """Runs `pytest grader` in this process; use it as a context manager, so that its worker is ended."""

    def __init__(self, fork: bool = CAN_FORK) -> None:
        self.worker = WorkerProcess(fork=fork)

    def __enter__(self) -> "WarmGrader":
        return self

    def __exit__(self, *exception) -> None:
        self.worker.close()

    def pytest_keyboard_interrupt(self, excinfo) -> None:
        """Called by pytest, which else would keep a Ctrl-C to itself; also when it gives up for reasons of its own."""
        self.interrupted = excinfo.type is KeyboardInterrupt

    def grade(
        self, submission: Path | None, ids: list[str] | None = None, seed: int | None = None, listener=None
    ) -> tuple[dict, str]:
        """Grade a submission.

        Args:
            submission: its folder; None for `exercises`.
            ids: the exercises to grade, what they require is added; None for all.
            seed: for the inputs; None draws one.
            listener: called with each `Result` as soon as it is there.

        Returns:
            The report, as in the JSON file, and the summary as it would be printed.

        Raises:
            KeyboardInterrupt: Ctrl-C came meanwhile.
        """
        self.interrupted = False
        session.warm_worker, session.listener = self.worker, listener
        printed = io.StringIO()
        try:
            with tempfile.TemporaryDirectory(prefix="digits-report-") as folder:
                file = Path(folder) / "report.json"
                arguments = [str(PACKAGE), "--json", str(file), "--rootdir", str(ROOT)]
                arguments += ["-p", "no:cacheprovider", "--capture=no"]  # a listener may print
                # pytest's way to find exceptions in finalisers: it collects all garbage, a third of the time of a run.
                arguments += ["-p", "no:unraisableexception", "-p", "no:threadexception"]
                arguments += ["-c", str(ROOT / "pyproject.toml"), "--import-mode=importlib"]
                arguments += [] if submission is None else ["--submission", str(submission)]
                arguments += [] if ids is None else ["-k", " or ".join(ids)]
                arguments += [] if seed is None else ["--seed", str(seed)]
                with contextlib.redirect_stdout(printed):
                    pytest.main(arguments, plugins=[self])
                if self.interrupted:
                    raise KeyboardInterrupt
                return json.loads(file.read_text(encoding="utf-8")), printed.getvalue()
        finally:
            session.warm_worker = session.listener = None
