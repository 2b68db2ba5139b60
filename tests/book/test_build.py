"""The build itself: an exception or a warning in a lesson fails it, and what ran once is not run again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader.book import cache_folder
from tests.helpers import COURSE

LESSON = """\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # A lesson

# %%
{code}
"""


@pytest.fixture
def build(tmp_path, rendered_root):
    """Build a book of one lesson, with the course's own configuration; return the exit code and what was printed."""

    def run(code: str) -> tuple[int, str]:
        source = tmp_path / "lessons"
        shutil.copytree(COURSE.lessons / "_static", source / "_static")
        shutil.copy(COURSE.lessons / "conf.py", source)
        (source / "index.md").write_text("# A book\n\n```{toctree}\n1_lesson\n```\n", encoding="utf-8")
        (source / "1_lesson.py").write_text(LESSON.format(code=code), encoding="utf-8")
        options = ["-q", "-W", "--keep-going", "-D", "nb_execution_mode=force"]
        done = subprocess.run(
            [sys.executable, "-m", "sphinx", *options, str(source), str(tmp_path / "html")],
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "DIGITS_DATA": str(rendered_root)}, timeout=300,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        )  # fmt: skip
        return done.returncode, done.stdout

    return run


def test_a_sound_lesson_passes(build):
    code, text = build("print('all is well')")
    assert code == 0, text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import torch; torch.tensor(torch.ones(1))", "copy construct from a tensor"),
        ("import matplotlib.pyplot as plt; plt.figure().gca().legend()", "No artists with labels"),
    ],
    ids=["exception", "warning of torch", "warning of matplotlib"],
)
def test_a_bad_lesson_fails_the_build(build, code, said):
    status, text = build(code)
    assert status != 0 and said in text, text


def test_a_second_build_runs_no_lesson_again(book, command, tmp_path, rendered_root, monkeypatch):
    def ran() -> set[Path]:
        return set((cache_folder("rendered") / "executed").iterdir())

    before = ran()
    assert before
    code, text = command("book", "--out", tmp_path)
    assert code == 0, text
    assert ran() == before
    assert (tmp_path / "html" / "4_evaluation.html").is_file()
