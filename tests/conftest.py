"""What the tests share: data, submissions, and the grader as a user runs it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from coursekit.warm import WarmGrader
from tests.helpers import COURSE, ROOT, SOLUTIONS

# For the processes that a test run starts: a thread that waits by spinning takes a processor from all others.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def pytest_xdist_auto_num_workers(config) -> int:
    """`-n auto` is one more than there are processors: many tests wait, for a time limit say."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True, scope="session")
def environment():
    """The same for all: a terminal of 100 columns, so that lines break in the same places; output that is buffered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "100")
        patch.delenv("PYTHONUNBUFFERED", raising=False)  # prints that a job loses would arrive with it
        yield


@pytest.fixture(scope="session")
def rendered_root(tmp_path_factory) -> Path:
    """Digits drawn by the course, in their default number; drawn once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "rendered-digits"
    with FileLock(f"{root}.lock"):
        if not root.exists():
            from digits import rendered

            rendered.write(root)
    return root


@pytest.fixture(scope="session")
def mnist_root() -> Path:
    """The real MNIST."""
    import digits

    root = os.environ.get("DIGITS_DATA", ROOT / "data")
    try:
        if digits.data_name(Path(root).absolute()) == "mnist":
            return Path(root).absolute()
    except digits.DataError:
        pass
    pytest.skip("needs the real MNIST: set DIGITS_DATA")


@pytest.fixture(scope="session")
def warm(rendered_root):
    """A grader that is warm already, on drawn digits: these tests need neither a network nor MNIST."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DIGITS_DATA", str(rendered_root))
        with WarmGrader(COURSE) as grader:
            yield grader


@pytest.fixture
def run_grader(tmp_path, rendered_root):
    """Run `pytest grader` as a user does; return its exit code, the JSON report and all that it printed."""

    def run(*arguments, cwd: Path = ROOT, **environment) -> tuple[int, dict, str]:
        file = tmp_path / "report.json"
        command = [sys.executable, "-m", "pytest", "grader", *map(str, arguments), "--json", str(file)]
        done = subprocess.run(
            command, cwd=cwd, env={**os.environ, "PYTHONIOENCODING": "utf-8", "DIGITS_DATA": str(rendered_root), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=600,
        )  # fmt: skip
        return done.returncode, json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}, done.stdout

    return run


@pytest.fixture
def submission(tmp_path) -> Path:
    """A copy of the solutions, to be spoilt."""
    return shutil.copytree(SOLUTIONS, tmp_path / "submission", ignore=shutil.ignore_patterns("__pycache__"))
