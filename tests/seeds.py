"""`python tests/seeds.py [--seeds 20] [--only 'evaluate*'] [--jobs 2]`: whether any verdict on the corpora depends on the seed.

Only the exercise that a file is about is judged, as if all that it requires had passed. The cases of all seeds are run in
one process, for speed; where that does not give what is expected, each seed is graded by itself, as a student would be.
A line is printed for each file that differs.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from fnmatch import fnmatch
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coursekit.corpus import Specimen, read_corpus
from coursekit.course import Course
from coursekit.judge.check import load_check
from coursekit.judge.mistakes import Reply
from coursekit.judge.results import Result, Verdict
from coursekit.judge.run import Run
from coursekit.judge.student import Student
from coursekit.kit.draw import Draw
from coursekit.warm import WarmGrader
from tests.helpers import COURSE

CORPORA = ("mistakes", "alternatives")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many (default: %(default)s)")
    parser.add_argument("--only", default="*", help="names of files, as a glob")
    parser.add_argument("--corpus", choices=CORPORA, action="append", help="one of the two alone (default: both)")
    parser.add_argument("--jobs", type=int, default=1, help="graders side by side (default: %(default)s)")
    options = parser.parse_args()
    specimens = [each for name in options.corpus or CORPORA for each in read_corpus(COURSE, name)]
    specimens = [each for each in specimens if fnmatch(each.path.stem, options.only)]
    parts = [(specimens[number :: options.jobs], options.seeds) for number in range(options.jobs)]
    with ProcessPoolExecutor(options.jobs, get_context("spawn")) as pool:
        differing = sum(pool.map(_grade_all, parts))
    print(f"{len(specimens)} files, {options.seeds} seeds each: {differing} differ from what they should be")
    return 1 if differing else 0


def _grade_all(part: tuple[list[Specimen], int]) -> int:
    """Grade files, print those that differ, and return how many these are."""
    specimens, seeds = part
    differing = 0
    for specimen, verdicts in _verdicts(specimens, seeds):
        right = specimen.mistake is None and set(verdicts) == {("passed", None)}
        named = specimen.mistake is not None and {mistake for _, mistake in verdicts} == {specimen.mistake}
        if not (right or named):
            differing += 1
            print(f"{specimen.path.name} ({specimen.exercise}): {dict(verdicts)}", flush=True)
    return differing


def _verdicts(specimens: list[Specimen], seeds: int) -> Iterator[tuple[Specimen, Counter]]:
    course, patient = Course(COURSE.folder), Course(COURSE.folder)
    for id, exercise in course.exercises.items():
        course.exercises[id] = replace(exercise, requires=())
        patient.exercises[id] = replace(exercise, requires=(), seconds=4 * exercise.seconds)
    with WarmGrader(course) as grader, tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(specimens):
            submission = specimen.write_submission(course, Path(folder) / str(number))
            verdicts = Counter()
            at_once = _at_once(specimen, submission, patient, grader, range(seeds))
            for seed in range(seeds):
                found = at_once.get(seed)
                if found is None or found[1] != specimen.mistake:  # in one process one call may have touched the next
                    result = grader.grade(submission, [specimen.exercise], seed).results[specimen.exercise]
                    found = result.status, result.mistake
                verdicts[found] += 1
            yield specimen, verdicts


class _Prepared(Student):
    """Has the replies of its first run already."""

    def __init__(self, run: Run, result: Result, replies: list[Reply]) -> None:
        super().__init__(run, result)
        self.replies = replies

    def run(self, cases, *arguments, **named):
        replies, self.replies = self.replies, None
        return super().run(cases, *arguments, **named) if replies is None else replies


def _at_once(
    specimen: Specimen, submission: Path, course: Course, grader: WarmGrader, seeds: range
) -> dict[int, tuple]:
    """The verdict for each seed, of which all cases were run in one process; {} where that cannot be done."""
    exercise = course.exercises[specimen.exercise]
    check = load_check(course, exercise)
    if check.judge:
        return {}
    run = Run(course, submission, grader.worker, grader.data, 0)
    student = Student(run, Result(exercise))
    cases = [check.cases(Draw(seed, exercise.id)) for seed in seeds]
    try:
        replies = student.run([case for each in cases for case in each])
    except Verdict:
        return {}
    verdicts = {}
    for seed, each in zip(seeds, cases, strict=True):
        its_own, replies = replies[: len(each)], replies[len(each) :]
        one = _Prepared(Run(course, submission, grader.worker, grader.data, seed), Result(exercise), its_own)
        one.slips, one.kinds = student.slips, student.kinds
        try:
            one.judge(check, Draw(seed, exercise.id))
            verdicts[seed] = "passed", None
        except Verdict as verdict:
            verdicts[seed] = verdict.status, verdict.mistake
    return verdicts


if __name__ == "__main__":
    sys.exit(main())
