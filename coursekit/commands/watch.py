"""`python -m COURSE watch`: grade what is not known to be right, then after every save only what the save touches."""

import signal
import sys
import time
from pathlib import Path

from ..companion.functions import syntax_error
from ..companion.outline import fingerprints
from ..companion.standing import Standing, standing_of
from ..course import Course
from ..data import DataError
from ..interrupts import ENDINGS, interrupts_put_off
from ..judge.observer import Observer
from ..judge.results import BLOCKED, PASSED, Report, Result
from ..pairs import Pairs, cell_of, keep_in_step
from ..report.farewell import farewell
from ..report.style import COMMAND, GOOD, Style, write
from ..report.summary import FAULTS, bonus_invitation, inputs, more_hints, panel, rerun_command
from ..report.table import JUDGED_NOT, row, table, totals
from ..submission import cells_of, stage_source

LOOK_AGAIN = 1000  # milliseconds: also without a sign from the system, as on some network drives


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--submission", metavar="DIR", type=Path, help="folder to watch (default: exercises)")


def run(course: Course, arguments) -> int:
    """Watch until Ctrl-C; then nothing is left running."""
    folder = (arguments.submission or course.exercises_folder).resolve()
    if not folder.is_dir():
        write([f"There is no folder {arguments.submission or folder}."], sys.stdout)
        return 1
    if not _is_text(folder):  # the library that tells of saves takes no such path
        write([f"{folder} cannot be watched, for its name is not in UTF-8: give it another name."], sys.stdout)
        return 1
    for number in ENDINGS:  # Ctrl-C too, which a shell makes its background jobs ignore
        signal.signal(number, signal.default_int_handler)
    try:
        from ..warm import WarmGrader

        with WarmGrader(course) as grader:  # its worker warms up from here on
            watcher = Watcher(grader, folder, arguments.submission, sys.stdout)
            watcher.begin()
            watcher.follow()
    except KeyboardInterrupt:
        write(["", "Stopped watching."], sys.stdout)
    return 0


class Watcher(Observer):
    """Grades one folder again and again, and knows what its exercises earned.

    Args:
        grader: a WarmGrader.
        folder: absolute.
        given: the folder as the student typed it; None for `exercises`.
        stream: where to print.
    """

    def __init__(self, grader, folder: Path, given: Path | None, stream) -> None:
        self.grader, self.folder, self.given = grader, folder, given
        self.course: Course = grader.course
        self.stream, self.style = stream, Style(stream)
        self.report = Report(self.course, given)
        self.fingerprints: dict[str, str] = {}
        self.saved_at: dict[str, int] = {}  # by stage file: when the version was saved that was graded
        self.pairs = Pairs()  # of stage files and notebooks, in the student's own exercises
        self.standing: Standing | None = None  # what is remembered of the student's own exercises
        self.said: set[str] = set()  # the notes of the run before
        self.next_up: Result | None = None  # what the student works on
        self.shown: list[str] = []  # the exercises whose results are printed as they come

    def say_what_is_missing(self) -> None:
        """Wait for the data, and say so if there are none."""
        try:
            self.grader.data.root  # noqa: B018 (it waits)
        except DataError as error:
            self._note([str(error)])

    def begin(self) -> None:
        """Grade everything but what is slow, and what is known to be right; print the whole table."""
        self._pair()
        before = fingerprints(self.course, self.folder)  # so that a save from now on is noticed
        known = self._known_to_be_right()
        ids = [id for id in self._quick(self.course.exercises) if id not in known]
        if ids:
            self._print([f"Getting ready: {self._what(known)} is graded once, which takes some seconds."])
        self.say_what_is_missing()
        self.report.results |= known
        self._grade(ids, shown=[])
        self.fingerprints |= {id: before[id] for id in known}
        self._print([*table(self.report, self.style), *self._next_step([])])
        if ids:
            self._print([inputs(self.report, self.style)])
        self._print(["", "Watching: save a stage file and it is graded. Ctrl-C ends it."])

    def _what(self, known: dict[str, Result]) -> str:
        """What is graded at the beginning, in words."""
        slow = " and ".join(id for id, exercise in self.course.exercises.items() if exercise.slow)
        everything = f"everything but {slow}" if slow else "everything"
        return "what is not known to be right" if known else everything

    def _known_to_be_right(self) -> dict[str, Result]:
        """The student's own exercises that have passed as they are now, in files of which there is nothing to say."""
        standing = standing_of(self.course) if self.given is None else None
        if standing is None:
            return {}
        plain = {file for file in self.course.stage_files if _is_plain(self.folder / file)}
        rows = [row for row in standing.report.results.values() if row.exercise.file in plain]
        return {row.exercise.id: row for row in rows if row.status == PASSED and not row.exercise.slow}

    def follow(self) -> None:
        """After every save, grade again what it touched; until KeyboardInterrupt."""
        with interrupts_put_off():
            import torch  # noqa: F401 (the first save needs it; the worker warms up meanwhile)
        from watchfiles import watch

        for changes in watch(
            self.folder, watch_filter=self._is_stage_file, debounce=400, step=20, rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True, recursive=False,
        ):  # fmt: skip
            self._wait_for_editor()
            self.look({Path(path).name for _, path in changes})

    def look(self, saved: set[str]) -> None:
        """Grade what is not as it was, and what the student works on: also where only its line numbers moved."""
        self._pair()
        now = fingerprints(self.course, self.folder)
        touched = {id for id in self.course.exercises if self.fingerprints[id] != now[id]}
        if self.next_up and self._saved_again(self.next_up.exercise.file, saved):
            touched.add(self.next_up.exercise.id)
        ids = self._quick(touched)
        if not ids:
            return
        names = ", ".join(sorted(saved or {self.course.exercises[id].file for id in ids}))
        dash = "--" if self.style.ascii else "──"
        self._print(["", self.style.paint(f"{dash} {time.strftime('%H:%M:%S')} {names} {dash}", COMMAND)])
        self._grade(ids, shown=ids)
        self._print([*totals(self.report, self.style), *self._next_step(ids), inputs(self.report, self.style)])

    def _pair(self) -> None:
        """Where a notebook was saved, bring its .py up to date before it is judged, and the other way round."""
        if self.given is None:
            self.pairs = keep_in_step(self.course)

    def judged(self, run, result: Result) -> None:
        self.report.results[result.exercise.id] = result
        if result.exercise.id in self.shown:
            self._print([row(result, self.style)])

    def ended(self, run) -> None:
        self.report.data, self.report.seed = run.report.data, run.report.seed
        self.pairs.tell(run.report)
        faults = any(result.faults for result in run.report.selected)
        told = FAULTS.replace("--debug", f"pytest {self.course.name} --debug")
        self._note([*run.report.notes, *([told] if faults else [])])

    def _note(self, notes: list[str]) -> None:
        """Print what the summary has above its table, but for what was said the last time too."""
        self._print([line for note in notes if note not in self.said for line in self.style.wrapped(note)])
        self.said = set(notes)

    def _saved_again(self, file: str, saved: set[str]) -> bool:
        """Whether a stage file was saved since it was graded: one save can be seen twice."""
        return Path(file).stem in {Path(name).stem for name in saved} and self._times()[file] != self.saved_at.get(file)

    def _times(self) -> dict[str, int]:
        return {file: _saved_at(stage_source(self.folder, file)) for file in self.course.stage_files}

    def _quick(self, ids) -> list[str]:
        """Those of these exercises that are not slow, in order."""
        return [id for id, exercise in self.course.exercises.items() if id in ids and not exercise.slow]

    def _grade(self, ids: list[str], shown: list[str]) -> None:
        """Grade, print the rows of the exercises in `shown` as they come, and keep the results."""
        self.shown = shown
        self.fingerprints, self.saved_at = fingerprints(self.course, self.folder), self._times()
        if ids:
            # What a save did not touch, and what others require, is as right as it was.
            passed = [id for id, result in self.report.results.items() if result.status == PASSED]
            self.grader.grade(self.folder if self.given else None, ids, observers=[self], passed=passed)
        if self.given is None:
            self._recall()

    def _recall(self) -> None:
        """Take what is slow from an earlier `pytest COURSE`, as far as it still holds."""
        self.standing = standing_of(self.course)
        if self.standing:
            self.report.results |= {
                id: self.standing.report.results[id] for id, exercise in self.course.exercises.items() if exercise.slow
            }

    def _next_step(self, ids: list[str]) -> list[str]:
        """What the student is to do now: what was just changed and is wrong, or else the first that is open."""
        changed = Report(self.course)
        changed.results = {id: self.report.results[id] for id in ids}
        tried = changed.first_to_do if changed.first_to_do and changed.first_to_do.status != BLOCKED else None
        self.next_up = result = tried or self.report.first_to_do
        if result is None or (result.exercise.slow and result.status in JUDGED_NOT):
            return ["", *self._what_is_left()]
        tries = self.standing.tries.get(result.exercise.id, 0) if self.standing else 0
        more = more_hints(self.report, result, tries)
        if result.hint and not more:
            more = f"python -m {self.course.name} hint {result.exercise.id} --more"
        again = rerun_command(self.report, result) if result.exercise.slow else f"save {result.exercise.file}"
        return ["", *panel(result, self.style, again, title="Next: ", more=more, cell=cell_of(self.report, result))]

    def _what_is_left(self) -> list[str]:
        """What to do when all that is graded after a save is right."""
        results = self.report.results.values()
        left = [result for result in results if result.exercise.slow and result.status != PASSED]
        slow = next((result for result in left if not result.exercise.bonus), None)
        if slow is None:
            return [*farewell(self.report, self.style), *bonus_invitation(self.report, self.style)]
        text = f"All of this is right. Last comes {slow.exercise.id}, which {slow.exercise.slow}:"
        lines = [self.style.paint(line, GOOD) for line in self.style.wrapped(text)]
        return [*lines, f"  {self.style.paint(rerun_command(self.report, slow), COMMAND)}"]

    def _wait_for_editor(self) -> None:
        """An editor may empty or remove a file for a moment before it writes it: give it a quarter of a second."""
        files = [stage.file for stage in self.course.stages if not stage.bonus or self.saved_at.get(stage.file)]
        for _ in range(5):
            if all(_size(stage_source(self.folder, file)) for file in files):
                return
            time.sleep(0.05)

    def _print(self, lines: list[str]) -> None:
        if lines:
            write(lines, self.stream)

    def _is_stage_file(self, change, path: str) -> bool:
        return Path(path).stem in {Path(file).stem for file in self.course.stage_files} and path.endswith(
            (".py", ".ipynb")
        )


def _is_plain(path: Path) -> bool:
    """Whether a stage file is a .py, with no notebook beside it, that Python can read as a whole."""
    try:
        return not path.with_suffix(".ipynb").exists() and syntax_error(cells_of(path)[0].source) is None
    except (OSError, SyntaxError):
        return False


def _is_text(path: Path) -> bool:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _saved_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
