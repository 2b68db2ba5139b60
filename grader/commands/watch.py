"""`python -m grader watch`: grade once, then after every save only what the save touches."""

import contextlib
import io
import os
import signal
import sys
import time
from pathlib import Path

from ..companion.outline import fingerprints, stage_source
from ..judge.results import BLOCKED, Report, Result
from ..manifest import exercises, stage_files
from ..paths import EXERCISES
from ..report.summary import Style, panel, row, table, write

HELP = "grade after every save"
BY_HAND = "4.6"  # trains for too long to be run after a save
LOOK_AGAIN = 1000  # milliseconds: also without a sign from the system, as on some network drives


def add_arguments(parser) -> None:
    parser.add_argument("--submission", metavar="DIR", type=Path, help="folder to watch (default: exercises)")


def run(arguments) -> int:
    """Watch until Ctrl-C; then nothing is left running."""
    folder = (arguments.submission or EXERCISES).resolve()
    if not folder.is_dir():
        write([f"There is no folder {arguments.submission or folder}."], sys.stdout)
        return 1
    # A closed terminal ends it like Ctrl-C, which a shell makes its background jobs ignore.
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        write(["Getting ready: everything is graded once, which takes some seconds."], sys.stdout)
        from ..warm import WarmGrader  # only now: it loads pytest

        with WarmGrader() as grader:
            watcher = Watcher(grader, folder, arguments.submission, sys.stdout)
            _settle_data()
            watcher.grade_all()
            watcher.follow()
    except KeyboardInterrupt:
        write(["", "Stopped watching."], sys.stdout)
    return 0


def _settle_data() -> None:
    """Find the data once, and say which they are; every later run takes the same."""
    import digits

    try:
        os.environ["DIGITS_DATA"] = str(digits.data_root())
    except digits.DataError as error:
        write([str(error)], sys.stdout)


class Watcher:
    """Grades one folder again and again, and knows what its exercises earned.

    Args:
        grader: a WarmGrader.
        folder: absolute.
        given: the folder as the student typed it; None for `exercises`.
        stream: where to print.
    """

    def __init__(self, grader, folder: Path, given: Path | None, stream) -> None:
        self.grader, self.folder, self.given = grader, folder, given
        self.stream, self.style = stream, Style(stream)
        self.report = Report(str(given or "exercises"), "", 0)
        self.fingerprints: dict[str, str] = {}
        self.next_up: Result | None = None  # what the student works on

    def grade_all(self) -> None:
        """Grade everything but 4.6, and print the whole table."""
        from ..judge.session import twin_notes

        self._grade([id for id in exercises() if id != BY_HAND], show_rows=False)
        self._print([*twin_notes(self.folder), *table(self.report, self.style), *self._next_step([])])
        self._print(["", "Watching: save a stage file and it is graded. Ctrl-C ends it."])

    def follow(self) -> None:
        """After every save, grade again what it touched; until KeyboardInterrupt."""
        from watchfiles import watch

        for changes in watch(
            self.folder, watch_filter=_is_stage_file, debounce=400, rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True, recursive=False,
        ):  # fmt: skip
            self._wait_for_editor()
            self.look({Path(path).name for _, path in changes})

    def look(self, saved: set[str]) -> None:
        """Grade what is not as it was, and what the student works on: also where only its line numbers moved."""
        now = fingerprints(self.folder)
        touched = {id for id in exercises() if self.fingerprints[id] != now[id]}
        if self.next_up and Path(self.next_up.exercise.file).stem in {Path(name).stem for name in saved}:
            touched.add(self.next_up.exercise.id)
        ids = [id for id in exercises() if id in touched and id != BY_HAND]
        if not ids:
            return
        names = ", ".join(sorted(saved or {exercises()[id].file for id in ids}))
        dash = "--" if self.style.ascii else "──"
        self._print(["", self.style.paint(f"{dash} {time.strftime('%H:%M:%S')} {names} {dash}", "36")])
        self._grade(ids, show_rows=True)
        total = f"Total: {self.report.score:.0f} of {self.report.max_score:.0f} points"
        self._print([total, *self._next_step(ids)])

    def _grade(self, ids: list[str], show_rows: bool) -> None:
        """Grade, show each result as it comes, and keep it."""
        fresh = []

        def take(result: Result) -> None:
            fresh.append(result)
            self.report.results[result.exercise.id] = result
            if show_rows and result.exercise.id in ids:
                self._print([row(result, self.style)])

        self.fingerprints = fingerprints(self.folder)
        with contextlib.redirect_stderr(io.StringIO()):  # the line about the data was said once
            _, printed = self.grader.grade(self.folder if self.given else None, ids, listener=take)
        if not fresh:
            self._print([printed])

    def _next_step(self, ids: list[str]) -> list[str]:
        """What the student is to do now: what was just changed and is wrong, or else the first that is open."""
        changed = Report("", "", 0, {id: self.report.results[id] for id in ids})
        tried = changed.first_to_do if changed.first_to_do and changed.first_to_do.status != BLOCKED else None
        self.next_up = result = tried or self.report.first_to_do
        if result is None:
            where = f" --submission {self.given}" if self.given else ""
            text = f"All of this is right. Last comes {BY_HAND}, which trains your model: pytest grader -k {BY_HAND}{where}"
            return ["", self.style.paint(text, "32;1")]
        lines = panel(result, self.style, f"save {result.exercise.file}", title="Next: ")
        if result.hint:
            lines.append(f"  More      python -m grader hint {result.exercise.id} --more")
        return ["", *lines]

    def _wait_for_editor(self) -> None:
        """An editor may empty or remove a file for a moment before it writes it: give it a quarter of a second."""
        for _ in range(5):
            if all(_size(stage_source(self.folder, file)) for file in stage_files()):
                return
            time.sleep(0.05)

    def _print(self, lines: list[str]) -> None:
        write(lines, self.stream)


def _is_stage_file(change, path: str) -> bool:
    return Path(path).name in {name for file in stage_files() for name in (file, f"{Path(file).stem}.ipynb")}


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
