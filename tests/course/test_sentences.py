"""What the grader says of a mistake: short, a whole sentence, and never a line of the solution."""

import re

import pytest

from coursekit.commands.sentences import list_of_sentences
from coursekit.consistency.hints import solution_lines
from tests.helpers import COURSE, WITH_A_HOLE
from tests.recorded import record

LONGEST = 160  # characters: two lines and a bit on a terminal


SOLUTION_LINES = solution_lines(COURSE)


def _given_away(text: str) -> list[str]:
    return [line for line in SOLUTION_LINES if line in text]


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_a_mistake_is_told_in_short_and_whole_sentences_without_the_solution(id):
    for mistake in record(id, seed=0).mistakes:
        assert mistake.because.endswith((".", "?", "...", ": 7")), mistake.because
        assert len(mistake.because) <= LONGEST or "+" in mistake.slug, mistake.because
        assert not _given_away(mistake.because)


@pytest.mark.parametrize("id", COURSE.exercises)
def test_no_hint_gives_the_solution_away(id):
    assert not [line for hint in COURSE.exercises[id].hints for line in _given_away(hint)]


def test_the_list_of_sentences_is_what_the_checks_say():
    text = (COURSE.root / "docs" / "sentences.md").read_text(encoding="utf-8")
    assert text == list_of_sentences(COURSE), "run: python -m grader sentences --write"


def test_every_sentence_has_the_fact_that_it_rests_on():
    rows = [line for line in list_of_sentences(COURSE).splitlines() if line.startswith("| ")]
    facts = [row.rpartition(" | ")[2].removesuffix(" |") for row in rows]
    assert len(rows) > 300
    assert not [row for row, fact in zip(rows, facts, strict=True) if not fact.strip() or fact.endswith(": None")]


def test_the_readme_does_not_promise_more_names_than_there_are():
    promised = int(re.search(r"more than (\d+) others", (COURSE.root / "README.md").read_text(encoding="utf-8"))[1])
    assert len({(id, mistake.slug) for id in WITH_A_HOLE for mistake in record(id, seed=0).mistakes}) > promised + 3
