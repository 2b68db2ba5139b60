"""Names a mistake: the one whose values, computed here on the same inputs, are the student's values."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

import torch

from .compare import same, written_down

PAIRS_SECONDS = 1.0  # of computing: a student whose mistake has no name should not wait for long

ALL_ELSE_IS_RIGHT = re.compile(r"^The [\w ]+ (?:is|are) right, but (\w)")


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
    observations of all cases are equal to the simulated ones. Or `when(replies, cases)`: says of the replies as a whole
    whether they show this mistake.
    """

    slug: str
    because: str  # one sentence for a beginner
    switches: dict = field(default_factory=dict)
    when: Callable[[list[Reply], list[Case]], bool] | None = None
    hint: str = ""  # in place of the exercise's first, where that asks for what is done already


class Naming:
    """Finds the mistake that replies show.

    Args:
        expected: called with a case's inputs, and with a mistake's switches; returns observations by name, or `Raises`.
        mistakes: those that can be recognised.

    `faults` holds the exceptions that `expected` and the rules raised meanwhile: the grader's own, never the student's.
    """

    def __init__(self, expected: Callable[..., dict | Raises], mistakes: list[Mistake]) -> None:
        self.expected, self.mistakes = expected, mistakes
        self.faults: list[Exception] = []

    def name(self, replies: list[Reply], cases: list[Case]) -> Mistake | None:
        """The one mistake that the replies show, or two that were made together; None if none does, or several do."""
        found = [mistake for mistake in self.mistakes if self._shows(replies, cases, mistake)]
        if not found:
            found = self._pairs_shown(replies, cases)
        return found[0] if len({mistake.slug for mistake in found}) == 1 else None

    def _pairs_shown(self, replies: list[Reply], cases: list[Case]) -> list[Mistake]:
        """The pairs of mistakes that the replies show; none where it would take long to try them all."""
        found, deadline = [], time.thread_time() + PAIRS_SECONDS
        mistakes = [each for each in self.mistakes if each.switches]
        reply, case = _smallest_first(replies, cases)[0]
        right = self.expected(**case.inputs)
        effects = [_effect(reply, self._simulated(case, mistake), right) for mistake in mistakes]
        none = _effect(reply, right, right)
        for (one, of_one), (other, of_other) in combinations(zip(mistakes, effects, strict=True), 2):
            if time.thread_time() > deadline:
                return []
            pair = _both(one, other)
            if pair and _may_show(none, of_one, of_other, set(right)) and self._shows(replies, cases, pair):
                found.append(pair)
        return found

    def _shows(self, replies: list[Reply], cases: list[Case], mistake: Mistake) -> bool:
        if mistake.when:
            try:
                return bool(mistake.when(replies, cases))
            except Exception as error:
                self.faults.append(error)
                return False
        return all(self._same_as_simulated(*pair, mistake) for pair in _smallest_first(replies, cases))

    def _same_as_simulated(self, reply: Reply, case: Case, mistake: Mistake) -> bool:
        simulated = self._simulated(case, mistake)
        if simulated is None:
            return False
        if isinstance(simulated, Raises):
            return reply.error_type == simulated.type
        if reply.error or not isinstance(reply.value, dict):
            return False
        return all(name in reply.value and same(reply.value[name], value) for name, value in simulated.items())

    def _simulated(self, case: Case, mistake: Mistake) -> dict | Raises | None:
        """What the mistake gives in this case; None where the grader itself failed to compute it."""
        try:
            return self.expected(**case.inputs, **mistake.switches)
        except Exception as error:
            self.faults.append(error)
            return None


@dataclass(frozen=True)
class _Effect:
    """What a mistake alone makes of a case."""

    changed: set[str]  # the observations that are no longer as in a right answer
    explained: set[str]  # those that the student's reply has just so


def _effect(reply: Reply, values: dict | Raises | None, right: dict) -> _Effect:
    if values is None:
        return _Effect(set(), set())
    if isinstance(values, Raises):
        return _Effect(set(right), set(right) if reply.error else set())
    got = reply.value if isinstance(reply.value, dict) else {}
    return _Effect(
        {name for name, value in right.items() if not (name in values and same(written_down(values[name]), value))},
        {name for name in right if name not in values or same(got.get(name), values[name])},
    )


def _may_show(none: _Effect, one: _Effect, other: _Effect, names: set[str]) -> bool:
    """Whether a pair of mistakes is worth simulating: what only one of them changes is as it is with that one alone."""
    return (
        names <= none.explained | one.changed | other.changed
        and one.changed - other.changed <= one.explained
        and other.changed - one.changed <= other.explained
    )


def _smallest_first(replies: list[Reply], cases: list[Case]) -> list[tuple[Reply, Case]]:
    """The smallest case first: it is the cheapest to simulate, and refutes most mistakes at once."""
    return sorted(zip(replies, cases, strict=True), key=lambda pair: _size(pair[1].inputs))


def _size(value) -> int:
    """How many numbers there are in a case's inputs: about what it costs to simulate."""
    if isinstance(value, torch.Tensor):
        return value.numel()
    if isinstance(value, dict | list | tuple):
        return sum(map(_size, value.values() if isinstance(value, dict) else value))
    return 1


def _both(one: Mistake, other: Mistake) -> Mistake | None:
    if set(one.switches) & set(other.switches):
        return None
    because = f"Two things at once. {_alone(one.because)} And: {_alone(other.because)}"
    # Where one of them has no hint of its own, that of the exercise fits.
    hint = one.hint if other.hint else ""
    return Mistake(f"{one.slug}+{other.slug}", because, one.switches | other.switches, hint=hint)


def _alone(because: str) -> str:
    """The sentence without its "The loss is right, but": with a second mistake it need not be."""
    return ALL_ELSE_IS_RIGHT.sub(lambda found: found[1].upper(), because)
