"""`python tests/grade_one.py FILE...`: grade files of a corpus, each with the exercises of its stage, and print the result."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from coursekit.corpus import read_corpus
from coursekit.report.json_file import exercises_of
from coursekit.warm import WarmGrader
from tests.helpers import COURSE, graded

if __name__ == "__main__":
    wanted = {Path(argument).resolve() for argument in sys.argv[1:]}
    specimens = [
        each
        for name in ("mistakes", "alternatives")
        for each in read_corpus(COURSE, name)
        if each.path.resolve() in wanted
    ]
    with WarmGrader(COURSE) as grader, tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(specimens):
            stage = COURSE.exercises[specimen.exercise].stage
            rows = [row for row in COURSE.exercises.values() if row.stage == stage and not row.nothing_to_write]
            ids = [row.id for row in rows if not row.on_request or row.id == specimen.exercise]
            report, _ = graded(grader, specimen.write_submission(COURSE, Path(folder) / str(number)), ids)
            print(f"== {specimen.path.name} (exercise {specimen.exercise}, mistake {specimen.mistake})")
            for row in exercises_of(report):
                if row["status"] not in ("passed", "not_selected"):
                    print(f"{row['id']} {row['status']} {row['mistake']}\n{row['message']}")
