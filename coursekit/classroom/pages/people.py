"""The students as a page on their class shows them."""

from dataclasses import dataclass
from urllib.parse import quote

from ...judge.results import CRASHED, TIMED_OUT
from ...report.json_file import exercises_of
from ...report.style import SIGNS, WORDS
from ..insights import PLUS
from ..rows import bonus_of
from ..task import GRADED

STUDENTS_PAGE = "feedback.html"  # in the student's folder
ON_A_PAGE = {**SIGNS, CRASHED: "!"}  # where colours may be missing, a crash and a wrong value look different
MOST_NAME, MOST_REASON, MOST_RAISED = 80, 300, 100  # characters


@dataclass(frozen=True)
class Entry:
    """One student of a class.

    Attributes:
        row: as `python -m COURSE class` keeps it, joined with the roster.
        folder: of the student's results, beside the page; "" where there is none.
        files: the stage files that were handed in, by name.
    """

    row: dict
    folder: str
    files: dict[str, bytes]


@dataclass(frozen=True)
class Cell:
    """One exercise of one student: its status, sign and what is said where the mouse rests."""

    id: str
    status: str
    sign: str
    title: str


@dataclass(frozen=True)
class Person:
    """One student, in words."""

    name: str
    page: str  # the address of their own page; "" where there is none
    status: str
    reason: str  # why there is no result
    score: float
    bonus: float
    seconds: float
    cells: list[Cell]
    mistakes: str  # "3.3:missing-zero-grad 4.1:…", for the filter
    broken: list[str]  # what crashed or took too long
    notes: list[str]


def person(entry: Entry) -> Person:
    """A student in words."""
    row = entry.row
    graded = row["status"] == GRADED
    exercises = exercises_of(row["report"]) if graded else []
    named = [f"{each['id']}:{slug}" for each in exercises for slug in (each["mistake"] or "").split(PLUS) if slug]
    reason = row["refused"] or row["error"].strip().rpartition("\n")[2]
    return Person(
        name=(row["name"] or row["key"] or row["id"] or "no name")[:MOST_NAME],
        page=f"{_address(entry.folder)}/{STUDENTS_PAGE}" if entry.folder else "",
        status=row["status"],
        reason=reason[:MOST_REASON],
        score=row["report"]["score"] if graded else 0.0,
        bonus=bonus_of(row["report"]) if graded else 0.0,
        seconds=row.get("seconds", 0.0),
        cells=[_cell(each) for each in exercises],
        mistakes=" ".join(named),
        broken=[_broken(each) for each in exercises if each["status"] in (CRASHED, TIMED_OUT)],
        notes=row.get("notes", []),
    )


def in_words(status: str) -> str:
    """The status of an exercise, or of a row, in words."""
    return WORDS.get(status) or status.replace("_", " ")


def _address(folder: str) -> str:
    """A folder's name in an address, also one whose bytes are in no encoding."""
    try:
        return quote(folder.encode("utf-8", errors="surrogateescape"))
    except UnicodeEncodeError:
        return quote(folder, errors="replace")


def _cell(each: dict) -> Cell:
    said = ", ".join(filter(None, [in_words(each["status"]), each["mistake"]]))
    return Cell(each["id"], each["status"], ON_A_PAGE[each["status"]], f"{each['id']} {said}")


def _broken(each: dict) -> str:
    lines = each["message"].split("\n")
    raised = next((line.removeprefix("Raised").strip() for line in lines if line.startswith("Raised")), lines[0])
    return f"{each['id']} {in_words(each['status'])}: {raised[:MOST_RAISED]}"
