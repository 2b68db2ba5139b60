"""What students write: every mistake of the corpus is caught and named, every alternative accepted.

To grade so many whole stages would take half an hour. Most files do no more than define their exercise's function anew,
which only touches what calls it: of a mistake this exercise is graded, of another right way also what builds on it, as if all
that they require had passed. That all else stays as it is, is tried with the first file of every exercise in each
corpus, and with each file that does more than that.
"""

import ast
from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from coursekit.corpus import LEAST_ALTERNATIVES, LEAST_MISTAKES, Specimen, read_corpus
from coursekit.course import Course
from coursekit.judge.run import Run
from coursekit.report.json_file import exercises_of, report_as_dict
from tests.helpers import COURSE, SOLUTIONS, WITH_A_HOLE
from tests.recorded import record

MISTAKES, ALTERNATIVES = read_corpus(COURSE, "mistakes"), read_corpus(COURSE, "alternatives")
WHOLE_STAGES = 1  # files per exercise and corpus
ALONE = Course(COURSE.folder)  # where no exercise requires another
for _id, _exercise in ALONE.exercises.items():
    ALONE.exercises[_id] = replace(_exercise, requires=())


def _first_ones() -> set[Specimen]:
    """The first files of each exercise, in each corpus."""
    groups = defaultdict(list)
    for specimen in MISTAKES + ALTERNATIVES:
        groups[specimen.exercise, specimen.path.parent].append(specimen)
    return {specimen for group in groups.values() for specimen in group[:WHOLE_STAGES]}


FIRST_ONES = _first_ones()


def _only_defines_its_function(specimen: Specimen) -> bool:
    """Whether the code just imports, and defines its exercise's function or class, and helpers of new names."""
    exercise = COURSE.exercises[specimen.exercise]
    nodes = ast.parse(specimen.path.read_text(encoding="utf-8")).body[1:]  # all but the docstring
    definitions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    if any(node not in definitions and not isinstance(node, ast.Import | ast.ImportFrom) for node in nodes):
        return False
    own, new = exercise.name.split(".")[0], {node.name for node in definitions}
    reference = ast.parse((SOLUTIONS / exercise.file).read_text(encoding="utf-8"))
    taken = {node.id for node in ast.walk(reference) if isinstance(node, ast.Name)}
    return own in new and not (new - {own}) & taken


def _builds_on(id: str) -> set[str]:
    """The exercises that require this one, directly or not, and itself."""
    return {other for other in COURSE.exercises if id in COURSE.with_requirements({other})}


def _grade(specimen: Specimen, warm, folder) -> dict[str, dict]:
    """The rows of the exercises that the specimen may touch, or of its whole stage, by id."""
    stage = {id for id, row in COURSE.exercises.items() if row.stage == COURSE.exercises[specimen.exercise].stage}
    submission = specimen.write_submission(COURSE, folder / "submission")
    if specimen in FIRST_ONES or not _only_defines_its_function(specimen):
        ids, course = stage, COURSE
    else:
        ids, course = {specimen.exercise} if specimen.mistake else _builds_on(specimen.exercise) & stage, ALONE
    ids &= {*WITH_A_HOLE, specimen.exercise}
    others = set(COURSE.exercises) - ids  # that they require: of other stages, where the solutions are
    report = report_as_dict(Run(course, submission, warm.worker, warm.data).grade(sorted(ids), others))
    rows = {row["id"]: row for row in exercises_of(report) if row["id"] in ids}
    assert "not_selected" not in {row["status"] for row in rows.values()}
    return rows


@pytest.mark.parametrize("specimen", MISTAKES, ids=lambda specimen: specimen.path.stem)
def test_a_mistake_is_caught_and_named_and_touches_nothing_else(specimen, warm, tmp_path):
    rows = _grade(specimen, warm, tmp_path)
    row = rows[specimen.exercise]
    assert row["status"] in ("failed", "crashed", "timed_out"), [each["message"] for each in rows.values()]
    assert row["mistake"] == specimen.mistake, row["message"]
    others = {
        id: (each["status"], each["message"]) for id, each in rows.items() if id not in _builds_on(specimen.exercise)
    }
    assert others == dict.fromkeys(others, ("passed", ""))


@pytest.mark.parametrize("specimen", ALTERNATIVES, ids=lambda specimen: specimen.path.stem)
def test_another_right_way_is_accepted(specimen, warm, tmp_path):
    rows = _grade(specimen, warm, tmp_path)
    results = {id: (row["status"], row["message"]) for id, row in rows.items()}
    assert results == dict.fromkeys(results, ("passed", ""))


def test_the_corpora_are_large_enough():
    assert len(MISTAKES) >= 80 and len(ALTERNATIVES) >= 50
    assert len({specimen.mistake for specimen in MISTAKES}) >= 60
    slugs = Counter(exercise for exercise, _ in {(each.exercise, each.mistake) for each in MISTAKES})
    accepted = Counter(each.exercise for each in ALTERNATIVES)
    assert all(slugs[id] >= LEAST_MISTAKES and accepted[id] >= LEAST_ALTERNATIVES for id in WITH_A_HOLE)


@pytest.mark.parametrize("id", WITH_A_HOLE)
def test_every_mistake_of_the_table_was_really_written(id):
    written = {specimen.mistake for specimen in MISTAKES if specimen.exercise == id}
    assert {mistake.slug for mistake in record(id, seed=0).mistakes} <= written
