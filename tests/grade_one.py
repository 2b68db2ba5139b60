"""`python tests/grade_one.py FILE...`: grade files of a corpus, each with the exercises of its stage, and print the result."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from grader.manifest import exercises
from grader.warm import WarmGrader
from tests.corpus import read_corpus

if __name__ == "__main__":
    wanted = {Path(argument).resolve() for argument in sys.argv[1:]}
    specimens = [
        each for name in ("mistakes", "alternatives") for each in read_corpus(name) if each.path.resolve() in wanted
    ]
    with WarmGrader() as grader, tempfile.TemporaryDirectory() as folder:
        for number, specimen in enumerate(specimens):
            stage = exercises()[specimen.exercise].stage
            ids = [row.id for row in exercises().values() if row.stage == stage and row.id != "4.6"]
            report, _ = grader.grade(specimen.write_submission(Path(folder) / str(number)), ids)
            print(f"== {specimen.path.name} (exercise {specimen.exercise}, mistake {specimen.mistake})")
            for row in report["exercises"]:
                if row["status"] not in ("passed", "not_selected"):
                    print(f"{row['id']} {row['status']} {row['mistake']}\n{row['message']}")
