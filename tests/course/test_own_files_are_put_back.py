"""Where submissions are not confined, what a job changes in the grader's own files is put back.

Tried in a copy of the course, so that no file of this one is ever altered.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from coursekit.judge.integrity import OwnFiles
from tests.helpers import COURSE, ROOT, append

PACKAGES = ("coursekit", "grader", "digits")
CHANGED, ADDED, REMOVED = (f"grader/probes/training/{name}.py" for name in ("train_step", "added", "build_optimizer"))
POISONED = f"grader/checks/training/__pycache__/train_epoch.{sys.implementation.cache_tag}.pyc"
OF_THE_ENGINE = "coursekit/worker/errors.py"

ALTER = """
def conv_output_size(*arguments, **options):
    from pathlib import Path
    root = Path({root!r})
    for name in ({changed!r}, {engine!r}):
        with (root / name).open("a") as stream:
            stream.write("# altered\\n")
    (root / {added!r}).write_text("# added\\n")
    (root / {removed!r}).unlink(missing_ok=True)
    (root / "conftest.py").write_text("raise SystemExit(0)")
    (root / {poisoned!r}).parent.mkdir(exist_ok=True)
    (root / {poisoned!r}).write_bytes(b"poison")
    print(*sorted(path.name for path in (root / "grader" / "probes" / "training").glob("*.py")))
"""

GRADE = """
import sys
from pathlib import Path
from coursekit.course import Course
from coursekit.warm import WarmGrader
with WarmGrader(Course(Path("grader")), fork=False) as grader:
    results = grader.grade(Path(sys.argv[1]), ["2.1", "3.2"]).results
    print(results["2.1"].status, results["3.2"].status, results["2.1"].output)
"""


def contents(root: Path) -> dict[Path, bytes]:
    return {
        path.relative_to(root): path.read_bytes()
        for package in PACKAGES
        for path in (root / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_what_a_submission_alters_is_put_back(submission, tmp_path, rendered_root):
    root = tmp_path / "course"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, root / package, ignore=shutil.ignore_patterns("__pycache__"))
    before = contents(root)
    names = {"changed": CHANGED, "engine": OF_THE_ENGINE, "added": ADDED, "removed": REMOVED, "poisoned": POISONED}
    append(submission, "stage2_model.py", ALTER.format(root=str(root), **names))
    done = subprocess.run(
        [sys.executable, "-c", GRADE, submission], cwd=root, capture_output=True, text=True, timeout=300,
        env={**os.environ, "DIGITS_DATA": str(rendered_root), "PYTHONPATH": str(root)},
    )  # fmt: skip
    assert done.stdout.startswith("failed passed"), done.stdout + done.stderr
    assert "added.py" in done.stdout and "build_optimizer.py" not in done.stdout  # it did alter them
    assert contents(root) == before
    assert not (root / "conftest.py").exists() and not (root / POISONED).exists()


def test_the_engine_the_course_and_its_packages_are_looked_after():
    assert set(OwnFiles(COURSE).folders) == {ROOT / name for name in PACKAGES}
