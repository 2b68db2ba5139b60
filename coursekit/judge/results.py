"""The one result model: what the terminal, the JSON and every other report are made from."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..course import Course, Exercise

if TYPE_CHECKING:  # `status` needs results, and no sandbox
    from ..sandbox.levels import Protection

PASSED, FAILED, NOT_STARTED, BLOCKED = "passed", "failed", "not_started", "blocked"
CRASHED, TIMED_OUT, NOT_SELECTED, NOT_JUDGED = "crashed", "timed_out", "not_selected", "not_judged"
STATUSES = (PASSED, FAILED, NOT_STARTED, BLOCKED, CRASHED, TIMED_OUT, NOT_SELECTED, NOT_JUDGED)


def is_offered(bonus: bool, status: str) -> bool:
    """Whether an exercise is a bonus that nobody has begun: no success, and nothing to be mended."""
    return bonus and status in (NOT_STARTED, NOT_SELECTED)


class Verdict(Exception):  # noqa: N818 (it is a verdict, not an error)
    """Raised by a check that did not pass: the status, the message in full, the mistake's slug if it has a name, and its hint."""

    def __init__(self, status: str, message: str, mistake: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.status, self.message, self.mistake, self.hint = status, message, mistake, hint


@dataclass(frozen=True)
class Record:
    """A figure in which to compete: the lower the better."""

    value: float
    unit: str  # "tutorial epochs"


@dataclass
class Result:
    """What one exercise earned."""

    exercise: Exercise
    status: str = NOT_SELECTED
    mistake: str | None = None
    message: str = ""
    output: str = ""  # what the student's code printed, as `prints.told_apart` puts it
    detail: str = ""  # what was measured, in a few words: "97.61% of the test set"
    own_hint: str = ""  # of the mistake, in place of the exercise's first
    remark: str = ""  # a word on code that passed
    file_unread: bool = False  # its file is missing, or broken as a whole: no hint of the exercise's helps
    where: str = ""  # "stage3_training.py:88", in the submission
    answer: str = (
        ""  # of a wrong value, or an exception, without a name: a digest, the same for all that answered the same
    )
    seconds: float = 0.0
    record: Record | None = None  # what was reached, where there is something to compete in
    exhibits: list[dict] = field(default_factory=list)  # what a page may show, where the run collects it
    faults: list[str] = field(default_factory=list)  # tracebacks of the judge's own, for who looks after the course

    @property
    def score(self) -> float:
        """All of the points, or none."""
        return float(self.exercise.points) if self.status == PASSED else 0.0

    @property
    def hint(self) -> str:
        """The mistake's own hint, or else the exercise's first, for an exercise that needs one."""
        if self.status in (PASSED, BLOCKED, NOT_SELECTED, NOT_JUDGED):
            return ""
        return self.own_hint or ("" if self.file_unread else self.exercise.hints[0])


class Report:
    """One run of the grader: always all exercises, in the course's order.

    Args:
        course: whose exercises they are.
        given: the submission's folder as it was given; None for the student's own.
        seed: of the inputs.
    """

    def __init__(self, course: Course, given=None, seed: int = 0) -> None:
        self.course, self.given, self.seed = course, given, seed
        self.data = ""  # what the data are called
        self.asked: set[str] = set()  # ids of the exercises that were named when the run was asked for
        self.results = {id: Result(row) for id, row in course.exercises.items()}
        self.no_folder = ""  # why there is no folder to be graded; each exercise's message says the same
        self.notes: list[str] = []  # lines for the top of the summary
        self.protection: Protection | None = None  # how well the submission was shut in, once that is known

    @property
    def submission(self) -> str:
        """The submission's folder, as a user would type it."""
        return self.course.exercises_folder.name if self.given is None else str(self.given)

    @property
    def score(self) -> float:
        """The points, those of bonus stages apart."""
        return sum(result.score for result in self.results.values() if not result.exercise.bonus)

    @property
    def max_score(self) -> float:
        return self.course.max_score

    @property
    def bonus(self) -> float:
        """The points of bonus stages."""
        return sum(result.score for result in self.results.values() if result.exercise.bonus)

    def may_be_left(self, result: Result) -> bool:
        """Whether it is a bonus that nobody has begun, nor asked for."""
        return is_offered(result.exercise.bonus, result.status) and result.exercise.id not in self.asked

    @property
    def selected(self) -> list[Result]:
        return [result for result in self.results.values() if result.status != NOT_SELECTED]

    @property
    def first_to_do(self) -> Result | None:
        """What to work on next: the first exercise that did not pass, and whose turn it is."""
        open_ones = [row for row in self.selected if row.status != PASSED and not self.may_be_left(row)]
        return next((result for result in open_ones if result.status != BLOCKED), next(iter(open_ones), None))

    def first_to_do_after(self, id: str) -> Result | None:
        """What comes after an exercise: the next that has not passed, graded or not; after the last one from the start, a bonus last."""
        ids = list(self.results)
        place = ids.index(id) + 1
        in_turn = sorted(
            (self.results[each] for each in [*ids[place:], *ids[:place]]), key=lambda row: row.exercise.bonus
        )
        open_ones = [result for result in in_turn if result.status != PASSED]
        return next((result for result in open_ones if result.status != BLOCKED), next(iter(open_ones), None))
