"""Names a mistake: the one whose values, computed here on the same inputs, are the student's values."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import torch

from .beside import Found, LookedAt, first_of_each, independent, read_beyond, rest_of
from .compare import same, written_down
from .mistakes import Case, Mistake, Raises, Reply, together

PAIRS_SECONDS = 2.0  # of computing: who made a mistake without a name should not wait for long, even on a busy machine


class Naming:
    """Finds the mistake that replies show.

    Args:
        expected: called with a case's inputs, and with a mistake's switches; returns observations by name, or `Raises`.
        mistakes: those that can be recognised.

    Where what was found is a rule, and more is wrong than it accounts for, `unexplained` is the first such thing, and
    `explained` the first of those that it does account for: each with its case, an exception being a difference of None.
    `faults` holds the exceptions that `expected` and the rules raised meanwhile: the grader's own, never the student's.
    """

    def __init__(self, expected: Callable[..., dict | Raises], mistakes: list[Mistake]) -> None:
        self.expected, self.mistakes = expected, mistakes
        self.faults: list[Exception] = []
        self.explained: Found | None = None
        self.unexplained: Found | None = None

    def name(self, replies: list[Reply], cases: list[Case]) -> Mistake | None:
        """The one mistake that the replies show, or those that were made together; None if none does, or several do."""
        found = [mistake for mistake in self.mistakes if self._shows(replies, cases, mistake)]
        if not found:
            found = self._pairs_shown(replies, cases)
        rules, switched = [each for each in found if each.when], [each for each in found if not each.when]
        if rules and not switched:
            return self._rules(rules, replies, cases)
        if rules and len({each.slug for each in switched}) == 1:
            return self._both_kinds(rules, switched[0], replies, cases)
        return found[0] if len({mistake.slug for mistake in found}) == 1 else None

    def _both_kinds(
        self, found: list[Mistake], other: Mistake, replies: list[Reply], cases: list[Case]
    ) -> Mistake | None:
        """Rules that hold, beside a mistake whose simulation says nothing about what they read theirs from."""
        if {rule.slug for rule in found} == {other.slug}:
            return other
        looked_at = self._looked_at(replies, cases)
        rules = independent(found, looked_at)
        simulated = [self._simulated(case, other) for case in cases]
        said = [set(values) if isinstance(values, dict) else set() for values in simulated]
        apart = rules and all(read_beyond(rule, looked_at, said) for rule in rules)
        return together([*rules, other]) if apart else None

    def _rules(self, found: list[Mistake], replies: list[Reply], cases: list[Case]) -> Mistake | None:
        """Rules that hold, and what else is wrong where they do not account for all."""
        looked_at = self._looked_at(replies, cases)
        if one := self._simulated_too(found, replies, cases):
            return one
        rules = independent(found, looked_at)
        if not rules or any(rule.explains is None for rule in rules):
            return rules[0] if rules else None
        self.explained, self.unexplained = first_of_each(rules, looked_at)
        if self.unexplained:
            slugs, numbers = {rule.slug for rule in rules}, range(len(cases))
            switched = [each for each in self.mistakes if each.switches and each.slug not in slugs]
            others = Naming(rest_of(self.expected, rules, looked_at), switched)
            numbers = sorted(numbers, key=lambda number: _size(cases[number].inputs))  # the cheapest to simulate first
            other = others.name([replies[n] for n in numbers], [Case(cases[n].called, {"number": n}) for n in numbers])
            self.faults += others.faults
            if other:
                self.unexplained, rules = None, [*rules, other]
        return together(rules)

    def _simulated_too(self, rules: list[Mistake], replies: list[Reply], cases: list[Case]) -> Mistake | None:
        """Of rules whose mistakes can also be simulated, the pair of one with another mistake that the replies show."""
        slugs = {rule.slug for rule in rules}
        if not any(each.switches and each.slug in slugs for each in self.mistakes):
            return None
        pairs = [pair for pair in self._pairs_shown(replies, cases) if slugs & set(pair.slug.split("+"))]
        return pairs[0] if len({pair.slug for pair in pairs}) == 1 else None

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

    def _looked_at(self, replies: list[Reply], cases: list[Case]) -> list[LookedAt]:
        pairs = zip(replies, cases, strict=True)
        return [LookedAt(reply, case, self.expected(**case.inputs)) for reply, case in pairs]

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
    return together([one, other], switches=one.switches | other.switches)
