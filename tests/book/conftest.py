"""What the book's tests share: the book, built once per test run, and its pages."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from filelock import FileLock

from tests.helpers import ROOT

LESSONS = ("1_data", "2_model_and_loss", "3_training", "4_evaluation", "5_speed")
PAGES = ("index", *LESSONS, "glossary")


@pytest.fixture(scope="session")
def shared(tmp_path_factory) -> Path:
    """A folder that all processes of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def command(rendered_root):
    """Run `python -m grader ...` as a user does, on drawn digits; return its exit code and all that it printed."""

    def run(*arguments, timeout: float = 600) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "grader", *map(str, arguments)], cwd=ROOT, timeout=timeout,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "DIGITS_DATA": str(rendered_root)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


@pytest.fixture(scope="session")
def book(shared, command) -> Path:
    """The folder of the book's pages. The build runs all lessons, and fails at an exception or a warning."""
    folder = shared / "book"
    report = shared / "book.txt"  # also says that another process has tried already
    with FileLock(f"{folder}.lock"):
        if not report.exists():
            code, text = command("book", "--out", folder)
            report.write_text(f"exit code {code}\n{text}", encoding="utf-8")
    text = report.read_text(encoding="utf-8")
    if not text.startswith("exit code 0\n"):
        pytest.fail(f"the book was not built:\n{text}", pytrace=False)
    return folder / "html"


@pytest.fixture(scope="session")
def pages(book) -> dict[Path, BeautifulSoup]:
    """Every page of the book, parsed, by its path."""
    return {
        path: BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in sorted(book.glob("*.html"))
    }


@pytest.fixture(scope="session")
def lesson_pages(book, pages) -> dict[str, BeautifulSoup]:
    """The pages of the lessons, by name."""
    return {name: pages[book / f"{name}.html"] for name in LESSONS}
