"""`class.html`: the instructor's page on a class. What it shows is counted in `..insights`."""

import base64
import hashlib
from collections.abc import Callable

from markupsafe import Markup

from ...course import Course
from ...judge.results import BLOCKED, CRASHED, FAILED, NOT_JUDGED, NOT_STARTED, PASSED, TIMED_OUT
from ...report.json_file import exercises_of
from ..code import code_of
from ..insights import Group, leaderboards, named_mistakes, scores_of, unnamed_answers
from ..task import ERROR, GRADED, MISSING, REFUSED
from .cards import Cards
from .environment import TEMPLATES, environment
from .people import ON_A_PAGE, Entry, in_words, person

SHOWN = (PASSED, FAILED, CRASHED, TIMED_OUT, BLOCKED, NOT_STARTED, NOT_JUDGED)  # in the legend
LECTURE = 3  # mistakes that are worth a word to all
MOST_GROUPS = 60  # of answers without a name, that are shown


def class_page(course: Course, entries: list[Entry]) -> str:
    """The page, one file that needs no other.

    Args:
        course: whose class it is.
        entries: all who handed something in, and all who are missing.
    """
    rows = [entry.row for entry in entries]
    people = [person(entry) for entry in entries]
    cards = Cards(course, people, [_finder(course, entry) for entry in entries])
    mistakes, unnamed = named_mistakes(rows), unnamed_answers(rows)
    script = (TEMPLATES / "class.js").read_text(encoding="utf-8")
    by_status = {
        status: [each for each in people if each.status == status] for status in (GRADED, REFUSED, MISSING, ERROR)
    }
    template = environment().get_template("class.html")
    return template.render(
        course=course,
        exercises=list(course.exercises.values()),
        people=people,
        by_status=by_status,
        boards=[(course.exercises[board.exercise], board) for board in leaderboards(rows)],
        scores=scores_of(rows, course.max_score),
        lecture=[_lecture(course, group) for group in mistakes[:LECTURE]],
        mistakes=[cards.block(group) for group in mistakes],
        unnamed=[cards.block(group) for group in unnamed[:MOST_GROUPS]],
        unnamed_left=len(unnamed[MOST_GROUPS:]),
        passed=[_passed(rows, id) for id in course.exercises],
        signs=[(status, ON_A_PAGE[status], in_words(status)) for status in SHOWN],
        duration=duration,
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def duration(seconds: float) -> str:
    """ "0.8 s", "12 s", "3 min 05 s", "2 h 10 min"."""
    if seconds < 59.5:
        return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
    minutes, seconds = divmod(round(seconds), 60)
    return f"{minutes} min {seconds:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def _finder(course: Course, entry: Entry) -> Callable[[str], str]:
    def find(id: str) -> str:
        exercise = course.exercises[id]
        return code_of(entry.files, exercise, course.pristine / exercise.file)

    return find


def _passed(rows: list[dict], id: str) -> int:
    """How many passed an exercise."""
    reports = [exercises_of(row["report"]) for row in rows if row["status"] == GRADED]
    return sum(each["id"] == id and each["status"] == PASSED for report in reports for each in report)


def _lecture(course: Course, group: Group) -> dict:
    exercise = course.exercises[group.exercise]
    lesson = course.stages[exercise.stage - 1].lesson
    return {"group": group, "exercise": exercise, "lesson": lesson, "section": exercise.section if lesson else ""}
