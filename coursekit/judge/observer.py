"""What is told of a run. Apart from the run itself, for whoever only remembers runs: that needs no worker."""

from .results import Result


class Observer:
    """Is told what happens in a run; does nothing of its own."""

    def begun(self, run, result: Result) -> None:
        """An exercise is about to be judged."""

    def judged(self, run, result: Result) -> None:
        """An exercise was judged."""

    def changed(self, run) -> None:
        """The report is no longer what it was."""

    def ended(self, run) -> None:
        """Nothing more will be judged."""
