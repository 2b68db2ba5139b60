"""What a rule accounts for, and what is left: so that it can be named together with what else was done wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from .compare import Difference, first_difference
from .mistakes import Case, Mistake, Raises, Reply

Found = tuple[Case, Difference | None]  # something that is wrong in a case: an exception, where there is no difference


@dataclass
class LookedAt:
    """A case with its reply, and what would be right."""

    reply: Reply
    case: Case
    right: dict

    @cached_property
    def wrong(self) -> dict[str, Difference]:
        """All that is wrong: each observation, and each entry of one that is a dict, by its name."""
        if self.reply.error or not isinstance(self.reply.value, dict):
            return {}
        parts = [part for part in _parts(self.right) if not part[1].startswith("_")]
        found = {what: first_difference(self.reply.value.get(name), value, name) for what, name, value in parts}
        return {what: difference for what, difference in found.items() if difference}

    def accounted_for(self, rules: list[Mistake]) -> set[str]:
        """The names of what these rules account for here."""
        names = set()
        for rule in rules:
            follows = rule.follows(self.case.inputs) if callable(rule.follows) else rule.follows
            names |= {*(rule.explains or ()), *follows}
        given = self.reply.value if isinstance(self.reply.value, dict) else {}
        if any(_is_in(what, names) for what in self.wrong):  # what could not be looked at is missing because of that
            names |= {name for name in self.right if name not in given}
        return names


def independent(rules: list[Mistake], cases: list[LookedAt]) -> list[Mistake]:
    """Of rules that hold, those that are mistakes of their own; [] where two say something about the same things.

    A rule that accounts for all is named alone. One that reads its mistake from a part of what another one reads is a
    part of that mistake.
    """
    rules = list({rule.slug: rule for rule in reversed(rules)}.values())[::-1]  # the first of each slug
    if whole := [rule for rule in rules if rule.explains is None]:
        return whole if len(whole) == 1 else []
    if len(rules) == 1:
        return rules
    read = [_read_by(rule, cases) for rule in rules]
    if any(one == other for one, other in combinations(read, 2)):
        return []
    return [rule for rule, names in zip(rules, read, strict=True) if not any(names < others for others in read)]


def first_of_each(rules: list[Mistake], cases: list[LookedAt]) -> tuple[Found | None, Found | None]:
    """The first thing that is wrong and these rules account for, and the first that they do not account for."""
    known, unknown = [], []
    for each in cases:
        names = each.accounted_for(rules)
        if each.reply.error:
            unknown.append((each.case, None))
        for what, difference in each.wrong.items():
            (known if _is_in(what, names) else unknown).append((each.case, difference))
    return next(iter(known), None), next(iter(unknown), None)


def rest_of(expected: Callable, rules: list[Mistake], cases: list[LookedAt]) -> Callable[..., dict | Raises]:
    """Like `expected`, for the case of a number, without what these rules account for in it."""
    names = [each.accounted_for(rules) for each in cases]

    def rest(number: int, **switches) -> dict | Raises:
        values = expected(**cases[number].case.inputs, **switches)
        if isinstance(values, Raises):
            return values
        left = {}
        for what, name, value in _parts(values):
            if not _is_in(what, names[number]):
                left[name] = {**left.get(name, {}), **value} if isinstance(value, dict) else value
        return left

    return rest


def _parts(values: dict) -> Iterator[tuple[str, str, object]]:
    """Observations, and entry by entry those that are dicts: what each is called, the observation's name, its value."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}, {key}", name, {key: each}) for key, each in value.items())
        else:
            yield name, name, value


def _is_in(what: str, names: set[str]) -> bool:
    """Whether this observation, or the one that it is an entry of, is among these."""
    return what in names or any(what.startswith(f"{name}, ") for name in names)


def _read_by(rule: Mistake, cases: list[LookedAt]) -> set[str]:
    """What a rule reads its mistake from, as far as it is wrong; evidence that is no part of a right answer counts always."""
    evidence = {name for name in rule.explains if name.startswith("_")}
    return evidence | {what for each in cases for what in each.wrong if _is_in(what, set(rule.explains))}


def read_beyond(rule: Mistake, cases: list[LookedAt], said: list[set[str]]) -> bool:
    """Whether a rule reads its mistake from something that is wrong and of which, in that case, nothing else is `said`."""
    return rule.explains is not None and any(
        _is_in(what, set(rule.explains)) and not _is_in(what, names)
        for each, names in zip(cases, said, strict=True)
        for what in each.wrong
    )
