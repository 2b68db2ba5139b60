"""`python tests/seeds.py [--seeds 20] [--only 'evaluate*']`: whether any verdict on the corpora depends on the seed.

Each file is graded once with every seed, only the exercise that it is about; a line is printed for each that differs.
"""

import argparse
import sys
import tempfile
from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coursekit.corpus import read_corpus
from coursekit.warm import WarmGrader
from tests.helpers import COURSE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20, help="how many (default: %(default)s)")
    parser.add_argument("--only", default="*", help="names of files, as a glob")
    options = parser.parse_args()
    specimens = [each for name in ("mistakes", "alternatives") for each in read_corpus(COURSE, name)]
    specimens = [each for each in specimens if fnmatch(each.path.stem, options.only)]
    differing = 0
    with WarmGrader(COURSE) as grader, tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(specimens):
            submission = specimen.write_submission(COURSE, Path(folder) / str(number))
            verdicts = Counter()
            for seed in range(options.seeds):
                result = grader.grade(submission, [specimen.exercise], seed).results[specimen.exercise]
                verdicts[result.status, result.mistake] += 1
            right = specimen.mistake is None and set(verdicts) == {("passed", None)}
            named = specimen.mistake is not None and {mistake for _, mistake in verdicts} == {specimen.mistake}
            if not (right or named):
                differing += 1
                print(f"{specimen.path.name} ({specimen.exercise}): {dict(verdicts)}", flush=True)
    print(f"{len(specimens)} files, {options.seeds} seeds each: {differing} differ from what they should be")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
