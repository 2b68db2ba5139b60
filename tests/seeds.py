"""`python tests/seeds.py [--seeds 20] [--only 'evaluate*'] [--jobs 2]`: whether any verdict on the corpora depends on the seed.

Each file is graded once with every seed, only the exercise that it is about, as if all that this requires had passed; a
line is printed for each that differs.
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
from coursekit.warm import WarmGrader
from tests.helpers import COURSE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many (default: %(default)s)")
    parser.add_argument("--only", default="*", help="names of files, as a glob")
    parser.add_argument("--jobs", type=int, default=1, help="graders side by side (default: %(default)s)")
    options = parser.parse_args()
    specimens = [each for name in ("mistakes", "alternatives") for each in read_corpus(COURSE, name)]
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
    course = Course(COURSE.folder)
    for id, exercise in course.exercises.items():
        course.exercises[id] = replace(exercise, requires=())
    with WarmGrader(course) as grader, tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(specimens):
            submission = specimen.write_submission(course, Path(folder) / str(number))
            verdicts = Counter()
            for seed in range(seeds):
                result = grader.grade(submission, [specimen.exercise], seed).results[specimen.exercise]
                verdicts[result.status, result.mistake] += 1
            yield specimen, verdicts


if __name__ == "__main__":
    sys.exit(main())
