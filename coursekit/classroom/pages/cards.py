"""Groups of students with their code side by side, within the bounds of a page."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from ...course import Course, Exercise
from ..code import MOST_CODE, UNREADABLE
from ..insights import Answer, Group
from ..task import own_paths
from .highlight import highlighted
from .people import Person

MOST_CARDS = 12  # of one group; the others are named
MOST_BYTES = 3 * 2**19  # of all code and messages in the page


@dataclass(frozen=True)
class Card:
    """One way in which it was written: by whom, the code, and the message that the first of them got."""

    people: list[Person]
    code: Markup
    message: str
    same: bool  # whether several people are known to have written the same


@dataclass(frozen=True)
class Block:
    """A group as it is shown: some of it as cards, the others by name."""

    group: Group
    exercise: Exercise
    cards: list[Card]
    others: list[Person]


class Cards:
    """Makes the cards of a page, until it is full: the commonest come first.

    Args:
        course: whose exercises they are.
        people: the students, in the order of the rows.
        codes: of each, what finds the code of an exercise by its id.
    """

    def __init__(self, course: Course, people: list[Person], codes: list[Callable[[str], str]]) -> None:
        self._course, self._people, self._codes = course, people, codes
        self._left = MOST_BYTES

    def block(self, group: Group) -> Block:
        """A group, with those who wrote the very same on one card."""
        alike: dict[str, list[Answer]] = {}
        for answer in group.answers:
            room = self._left > 0 and (len(alike) <= MOST_CARDS)
            code = self._codes[answer.student](group.exercise) if room else None
            alike.setdefault(code, []).append(answer)
        others = alike.pop(None, [])
        cards = []
        for code, answers in alike.items():
            if len(cards) < MOST_CARDS and self._left > 0:
                cards.append(self._card(code, answers))
            else:
                others = [*answers, *others]
        return Block(group, self._course.exercises[group.exercise], cards, self._named(others))

    def _card(self, code: str, answers: list[Answer]) -> Card:
        same = len(answers) > 1 and bool(code) and code != UNREADABLE and len(code) < MOST_CODE
        card = Card(self._named(answers), highlighted(code), own_paths(answers[0].message, self._course), same)
        self._left -= len(card.code) + len(card.message)
        return card

    def _named(self, answers: list[Answer]) -> list[Person]:
        return [self._people[answer.student] for answer in answers]
