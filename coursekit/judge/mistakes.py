"""What a usual mistake is, and what there is to recognise it by: calls and their replies."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

ALL_ELSE_IS_RIGHT = re.compile(r"^The [\w ]+ (?:is|are) right, but (\w)")
HOW_MANY = {2: "Two", 3: "Three", 4: "Four"}


@dataclass(frozen=True)
class Case:
    """One call: what the worker is sent, how the call reads in a message."""

    called: str  # "train_step(...) on a batch of 5 images"
    inputs: dict


@dataclass(frozen=True)
class Reply:
    """What one call gave: observations by name (names that begin with "_" are evidence only), or an error."""

    value: dict | None
    error: dict | None

    @property
    def error_type(self) -> str | None:
        return self.error["type"] if self.error else None


@dataclass(frozen=True)
class Raises:
    """In place of observations: with this mistake, the call raises an exception of this type."""

    type: str


@dataclass(frozen=True)
class Mistake:
    """A usual mistake.

    Either `switches`: the arguments that make the exercise's `expected` make this mistake; it is recognised where all
    observations of all cases are equal to the simulated ones. Or `when(replies, cases)`: a rule, which says of the replies
    as a whole whether they show this mistake. A rule that says what it `explains` is named together with what else is
    wrong; it holds whatever that is.
    """

    slug: str
    because: str  # one sentence for a beginner
    switches: dict = field(default_factory=dict)
    when: Callable[[list[Reply], list[Case]], bool] | None = None
    # Of a rule: the observations that it reads its mistake from, and those that may be wrong because of it. Each is a name,
    # or "the layer conv1, bias" for an entry of one that is a dict. None for all.
    explains: tuple[str, ...] | None = None
    follows: (
        tuple[str, ...] | Callable[[dict], tuple[str, ...]]
    ) = ()  # where they depend on a case's inputs, a function
    hint: str = ""  # in place of the exercise's first, where that asks for what is done already


def together(mistakes: list[Mistake], **recognised_by) -> Mistake:
    """Several mistakes as one, with all of their sentences, none of which says that all else is right.

    Args:
        mistakes: several, or a single one, which stays as it is.
        recognised_by: the `switches` or the rule of all of them.
    """
    if len(mistakes) == 1:
        return mistakes[0]
    slugs = [slug for each in mistakes for slug in each.slug.split("+")]
    because = " And: ".join(map(_alone, mistakes))
    # Where one of them has no hint of its own, that of the exercise fits.
    hint = mistakes[0].hint if all(each.hint for each in mistakes) else ""
    return Mistake(
        "+".join(slugs), f"{HOW_MANY.get(len(slugs), 'Several')} things at once. {because}", hint=hint, **recognised_by
    )


def _alone(mistake: Mistake) -> str:
    """Its sentence without "The loss is right, but", for with a second mistake it need not be, and without the count."""
    sentence = re.sub(r"^\w+ things at once\. ", "", mistake.because)
    return ALL_ELSE_IS_RIGHT.sub(lambda found: found[1].upper(), sentence)
