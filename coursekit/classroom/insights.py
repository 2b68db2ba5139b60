"""What a class understood, counted from its rows: scores, the mistakes with a name, equal answers without one."""

import re
import statistics
from collections import Counter
from dataclasses import dataclass, field

from ..judge.results import CRASHED, FAILED, TIMED_OUT
from ..report.json_file import exercises_of
from .task import GRADED

WRONG = (FAILED, CRASHED, TIMED_OUT)
SAYS = re.compile(r"^(Raised|Why|Besides) {2,}(.*)$", re.MULTILINE)
SEVERAL = re.compile(r"^\w+ things at once\. ")
AND, PLUS = " And: ", "+"  # between the sentences, and the slugs, of mistakes that were made together
BARS = 10


@dataclass(frozen=True)
class Answer:
    """What one student answered to one exercise."""

    student: int  # the number of the row
    message: str


@dataclass
class Group:
    """Students whose answers to an exercise have something in common.

    Attributes:
        exercise: its id.
        name: the slug of the mistake; "" for answers without a name.
        sentence: what the grader says of it, of one of them where `alike` is not true; "" where that is not clear.
        status: of an answer without a name.
        answers: one of each student.
    """

    exercise: str
    name: str = ""
    sentence: str = ""
    alike: bool = True
    status: str = ""
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class Board:
    """Who reached what in an exercise in which there is something to compete in.

    Attributes:
        exercise: its id.
        unit: of the figures.
        places: (place, number of the row, figure), the lowest figure first; equal ones share a place.
    """

    exercise: str
    unit: str
    places: list[tuple[int, int, float]]


@dataclass(frozen=True)
class Scores:
    """How the scores are spread.

    Attributes:
        count: of students who were graded.
        mean, median: in points; 0 for nobody.
        bars: (from, to, number of students), each from the lower end on, and the last one with its upper end.
    """

    count: int
    mean: float
    median: float
    bars: list[tuple[float, float, int]]


def scores_of(rows: list[dict], max_score: float) -> Scores:
    """The spread of the scores, of `max_score` points, of those who were graded."""
    scores = [row["report"]["score"] for row in rows if row["status"] == GRADED]
    number = min(BARS, max(1, int(max_score)))
    width = max_score / number
    places = Counter(min(int(score / width), number - 1) for score in scores)
    bars = [(place * width, (place + 1) * width, places[place]) for place in range(number)]
    mean, median = (statistics.fmean(scores), statistics.median(scores)) if scores else (0.0, 0.0)
    return Scores(len(scores), mean, median, bars)


def leaderboards(rows: list[dict]) -> list[Board]:
    """A board for each exercise of which somebody has a record, in the course's order."""
    found: dict[str, list[tuple[float, int]]] = {}
    units: dict[str, str] = {}
    for number, each in _exercises(rows):
        if record := each.get("record"):
            found.setdefault(each["id"], []).append((record["value"], number))
            units[each["id"]] = record["unit"]
    boards = []
    for id in sorted(found, key=lambda id: [int(part) for part in id.split(".")]):
        values = sorted(found[id])
        figures = [value for value, _ in values]
        places = [(figures.index(value) + 1, number, value) for value, number in values]
        boards.append(Board(id, units[id], places))
    return boards


def named_mistakes(rows: list[dict]) -> list[Group]:
    """A group for each mistake of each exercise, the commonest first; whoever made two at once is in both."""
    groups: dict[tuple[str, str], Group] = {}
    said: dict[tuple[str, str], Counter] = {}
    for number, each in _exercises(rows):
        slugs = each["mistake"].split(PLUS) if each["mistake"] else []
        for slug, sentence in zip(slugs, _sentences(each, len(slugs)), strict=True):
            key = each["id"], slug
            groups.setdefault(key, Group(*key)).answers.append(Answer(number, each["message"]))
            said.setdefault(key, Counter())[sentence] += 1
    for key, group in groups.items():
        # Of equally common ones the earliest, so that the page is the same each time; what is not clear counts last.
        clear = [(sentence, count) for sentence, count in said[key].most_common() if sentence]
        group.sentence = clear[0][0] if clear else ""
        group.alike = len(clear) == 1
    return sorted(groups.values(), key=lambda group: -len(group.answers))


def _sentences(each: dict, count: int) -> list[str]:
    """The sentence of each of an answer's mistakes; "" where the message does not tell which it is."""
    lines = dict(SAYS.findall(each["message"]))  # the last of each: those before may stand in an exception's own text
    why, besides = lines.get("Why", ""), lines.get("Besides", "")
    if "Raised" in lines and besides:
        return [""] * count  # either of them may be the one with the name
    parts = SEVERAL.sub("", why).split(AND) if count > 1 else [why]
    return parts if len(parts) == count else [""] * count


def unnamed_answers(rows: list[dict]) -> list[Group]:
    """Wrong answers without a name, and crashes: a group for those that are equal, the largest first."""
    groups: dict[tuple, Group] = {}
    for number, each in _exercises(rows):
        if each["status"] not in WRONG or each["mistake"]:
            continue
        digest = rows[number].get("answers", {}).get(each["id"], "")
        key = each["id"], each["status"], digest or _gist(each["message"])
        group = groups.setdefault(key, Group(each["id"], status=each["status"]))
        group.answers.append(Answer(number, each["message"]))
    return sorted(groups.values(), key=lambda group: -len(group.answers))


def _gist(message: str) -> str:
    """Of a message about no value: what was raised, or else its first line, without numbers."""
    raised = dict(SAYS.findall(message)).get("Raised")
    return re.sub(r"\d+", "", raised or message.partition("\n")[0])


def _exercises(rows: list[dict]):
    """(number of the row, exercise in its report) of all that was graded."""
    for number, row in enumerate(rows):
        if row["status"] == GRADED:
            for each in exercises_of(row["report"]):
                yield number, each
