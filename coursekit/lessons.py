"""Reads a lesson, and puts the stage's table of exercises with its hints where the lesson marks the place."""

import html
import re
from collections.abc import Callable

from .course import Course, Exercise

HEADING = re.compile(r"^# #{1,6} (.+?) *$", re.MULTILINE)
MARKER = re.compile(r"^<!-- exercises of stage (\d+) -->$", re.MULTILINE)
TERM = re.compile(r"\{term\}`([^`<]+?)(?:\s*<[^`>]*>)?`")
SIBLING = re.compile(r"\]\((\w+)\.(py|md)(#[^)]*)?\)")


def read_lesson(course: Course, text: str):
    """Read a py:percent lesson as a notebook for Sphinx: hints become dropdowns."""
    return _read(text, lambda markdown: _fill(course, markdown, book_hints))


def read_lesson_notebook(course: Course, text: str):
    """Read a py:percent lesson as a notebook for Jupyter: hints become HTML, and what only Sphinx knows is put plainly."""
    return _read(text, lambda markdown: _plain(_fill(course, markdown, notebook_hints)))


def headings(text: str) -> list[str]:
    """The headings of a py:percent lesson, as they stand in its Markdown."""
    cells = text.split("\n# %%")
    prose = [cell for cell in cells if cell.lstrip().startswith("[markdown]")]
    return [found[1] for cell in prose for found in HEADING.finditer(cell)]


def _read(text: str, change: Callable[[str], str]):
    import jupytext

    notebook = jupytext.reads(text, fmt="py:percent")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = change(cell.source)
    return notebook


def _fill(course: Course, markdown: str, hints: Callable[[list[Exercise]], str]) -> str:
    def table_and_hints(marker: re.Match) -> str:
        asked = course.of_stage(int(marker[1]))
        if not asked:
            raise ValueError(f"a lesson marks the exercises of stage {marker[1]}, and there are none")
        return f"{exercise_table(asked)}\n\n{hints(asked)}"

    return MARKER.sub(table_and_hints, markdown)


def exercise_table(asked: list[Exercise]) -> str:
    """The exercises as a Markdown table: what each asks, its difficulty, minutes and points."""
    rows = ["| exercise | what it asks | difficulty | minutes | points |", "|---|---|---|---|---|"]
    for exercise in asked:
        stars = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
        minutes = "–" if exercise.nothing_to_write else exercise.minutes
        rows.append(f"| {title(exercise)} | {exercise.summary} | {stars} | {minutes} | {exercise.points:g} |")
    return "\n".join(rows)


def title(exercise: Exercise) -> str:
    """The exercise's id and name in Markdown, a name of Python's as code."""
    return f"{exercise.id} {exercise.name}" if " " in exercise.name else f"{exercise.id} `{exercise.name}`"


def book_hints(asked: list[Exercise]) -> str:
    """A dropdown of sphinx-design for each exercise, with the second hint in a dropdown of its own."""
    blocks = []
    for exercise in asked:
        first, second = (re.sub(r"([\\`*_\[\]<>$#|{}])", r"\\\1", hint) for hint in exercise.hints)
        inner = f":::{{dropdown}} A second, more specific hint\n{second}\n:::"
        blocks.append(f"::::{{dropdown}} A hint for {title(exercise)}\n{first}\n\n{inner}\n::::")
    return "\n\n".join(blocks)


def notebook_hints(asked: list[Exercise]) -> str:
    """The same in HTML, which JupyterLab, VS Code and Colab all fold; no blank lines, which would end the HTML."""
    blocks = []
    for exercise in asked:
        first, second = (html.escape(hint) for hint in exercise.hints)
        inner = f"<details><summary>A second, more specific hint</summary>{second}</details>"
        summary = f"A hint for {exercise.id} {html.escape(exercise.name)}"
        blocks.append(f"<details><summary>{summary}</summary>{first}\n{inner}\n</details>")
    return "\n\n".join(blocks)


def _plain(markdown: str) -> str:
    """Glossary terms lose their role; links to lessons lead to their notebooks, others to the text in lessons/."""

    def link(found: re.Match) -> str:
        name, suffix, anchor = found[1], found[2], found[3] or ""
        return f"]({name}.ipynb{anchor})" if suffix == "py" else f"](../../lessons/{name}.md{anchor})"

    return SIBLING.sub(link, TERM.sub(r"\1", markdown))
