"""A class is killed at random moments, and started again each time: `python benchmarks/kills.py [--times 5] [--seed N]`.

It is one of the tiny course in tests/kit, graded once without being disturbed, and once killed (SIGKILL) that often. The results
must be the same; after each kill nothing may be running, and no result be half a one; at the end no temporary file be left.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.class_of_40 import OF_TORCH, left_running  # noqa: E402
from coursekit.report.json_file import exercises_of  # noqa: E402
from tests.kit.copies import copied  # noqa: E402

CLASS = 12
WRONG = ["", "\n\ndef count_words(text):\n    return {}\n", "\n\nimport time\ntime.sleep(0.5)\n"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5, help="how often it is killed (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1000), help="draws the moments")
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    print(f"seed {arguments.seed}")
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        course, export, scratch = copied(Path(folder) / "course"), Path(folder) / "handed in", Path(folder) / "tmp"
        scratch.mkdir()
        right = (course / "solutions" / "stage1_words.py").read_text(encoding="utf-8")
        for number in range(CLASS):
            (export / f"S{number}").mkdir(parents=True)
            (export / f"S{number}" / "stage1_words.py").write_text(right + WRONG[number % 3], encoding="utf-8")
        whole, broken = Path(folder) / "whole", Path(folder) / "broken"
        begin = time.monotonic()
        start(course, export, whole, scratch).wait()
        seconds = time.monotonic() - begin
        for number in range(arguments.times):
            running, begin, before = start(course, export, broken, scratch), time.monotonic(), len(results(broken))
            moment = draw.uniform(0.1, seconds if number == 0 else 1.0)
            while number and running.poll() is None and len(results(broken)) == before:
                time.sleep(0.01)  # the first kill is at any moment, the others are after the next result
            try:
                running.wait(moment)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            done = results(broken)  # raises if one is half written
            print(f"killed after {time.monotonic() - begin:.1f} s: {len(done)} of {CLASS} done")
            if left := left_running(scratch):
                raise SystemExit(f"is running still: {left}")
        start(course, export, broken, scratch).wait()
        same = results(broken) == results(whole) and len(results(whole)) == CLASS
        same = same and (broken / "scores.csv").read_bytes() == (whole / "scores.csv").read_bytes()
        left = [path.name for path in scratch.iterdir() if not path.name.startswith(OF_TORCH)]
        left += [str(path) for path in broken.rglob("*.part")]
    print(f"{'The same results' if same else 'OTHER RESULTS'}; left behind: {', '.join(left) or 'nothing'}")
    sys.exit(not same or bool(left))


def start(course: Path, export: Path, out: Path, scratch: Path) -> subprocess.Popen:
    """Grade the class."""
    return subprocess.Popen(
        [sys.executable, "-m", "words", "class", str(export), "--out", str(out), "--seed", "7"], cwd=course,
        env={**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip


def results(out: Path) -> dict[str, dict]:
    """All rows but for how long it took, by the student's folder."""
    rows = {path.parent.name: json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/result.json")}
    for row in rows.values():
        row.pop("seconds")
        for each in exercises_of(row["report"]) if row["report"] else []:
            each.pop("seconds"), each.pop("record")
        row.pop("summary")  # which tells seconds too
    return rows


if __name__ == "__main__":
    main()
