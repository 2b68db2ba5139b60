"""`python docs/pictures.py`: make the README's pictures again: a summary of the grader, and the plots of a whole run."""

import os
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from coursekit.course import Course
from coursekit.holes import make_stub

COURSE = Course(Path(__file__).resolve().parent.parent / "grader")

DOCS = Path(__file__).resolve().parent
COLUMNS = 92
# Rich's own template fetches a font from the network.
TEMPLATE = """\
<svg viewBox="0 0 {width} {height}" width="{width}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>The grader's summary: stages 1 and 2 are right; in stage 3 the gradients were never cleared</title>
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace;
 font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#1b1f24"/>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
<g transform="translate(12, 12)"><g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""
COLOURS = [(110, 118, 129), (255, 123, 114), (86, 211, 100), (227, 179, 65),
           (121, 192, 255), (210, 168, 255), (86, 212, 221), (201, 209, 217)]  # fmt: skip


def main() -> None:
    """Write summary.svg, history.png and predictions.png beside this file."""
    with tempfile.TemporaryDirectory() as temporary:
        draw_summary(half_way(Path(temporary) / "exercises"))
        subprocess.run([sys.executable, COURSE.solutions / "stage4_evaluation.py", "--out", temporary], check=True)
        for name in ("history.png", "predictions.png"):
            shutil.copy(Path(temporary) / name, DOCS / name)


def half_way(folder: Path) -> Path:
    """Write what a student has who forgot to clear the gradients in 3.3, and has not begun with stage 4."""
    shutil.copytree(COURSE.solutions, folder, ignore=shutil.ignore_patterns("__pycache__"))
    training, evaluation = folder / "stage3_training.py", folder / "stage4_evaluation.py"
    text = training.read_text(encoding="utf-8")
    training.write_text(text.replace("    optimizer.zero_grad()\n", ""), encoding="utf-8")
    stub = make_stub(COURSE, evaluation.read_text(encoding="utf-8"), evaluation.name)
    evaluation.write_text(stub, encoding="utf-8")
    return folder


def draw_summary(submission: Path) -> None:
    """Draw what `pytest grader` prints for a submission."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "grader", "--color=yes", "--submission", submission],
        cwd=COURSE.root, stdout=subprocess.PIPE, encoding="utf-8",
        env={**os.environ, "COLUMNS": str(COLUMNS), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    text = done.stdout.replace(f" --submission {submission}", "").replace(f"{submission.parent}{os.sep}", "").strip()
    # `file` only so that nothing is printed here as well
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi("$ pytest grader\n" + text), soft_wrap=True)
    theme = TerminalTheme((27, 31, 36), (230, 237, 243), COLOURS, COLOURS)
    console.save_svg(str(DOCS / "summary.svg"), theme=theme, code_format=TEMPLATE, unique_id="summary")


if __name__ == "__main__":
    main()
