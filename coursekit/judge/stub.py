"""Tells whether an exercise is still as it was handed out, from its text alone: nothing of it is run, or parsed."""

import json
import re
from pathlib import Path

from ..course import Course, Exercise
from ..files import read_regular
from ..submission import stage_source

MOST = 32 * 2**20  # bytes of a file


def is_still_stub(course: Course, exercise: Exercise, folder: Path) -> bool:
    """Whether the last definition of an exercise's function in a submission is the one that was handed out.

    Args:
        course, exercise: the exercise.
        folder: the submission.
    """
    shipped = _lines((course.pristine / exercise.file).read_text(encoding="utf-8"))
    stub = _stub(shipped, exercise)
    if not stub:
        return False
    lines = _lines(_text(stage_source(folder, exercise.file)))
    begins = [number for number, line in enumerate(lines) if line.startswith(stub[0].split("(")[0] + "(")]
    return bool(begins) and lines[begins[-1] : begins[-1] + len(stub)] == stub


def not_started(raised: str) -> str:
    """What is said of a stub that raised NotImplementedError with this text."""
    return f'Not started yet. Fill in its TODO, and delete the line `raise NotImplementedError("{raised}")`.'


def _stub(shipped: list[str], exercise: Exercise) -> list[str]:
    """The lines from the function's first to the one that raises; [] if there are none."""
    ends = [number for number, line in enumerate(shipped) if f'NotImplementedError("{exercise.id} ' in line]
    function = re.compile(rf"\s*def {re.escape(exercise.name.rpartition('.')[2])}\(")
    begins = [number for number, line in enumerate(shipped) if function.match(line) and ends and number < ends[0]]
    return shipped[begins[-1] : ends[0] + 1] if begins else []


def _text(path: Path) -> str:
    """The code of a stage file; "" where it cannot be read."""
    try:
        text = read_regular(path, MOST).decode(errors="replace")
        if path.suffix != ".ipynb":
            return text
        sources = [cell["source"] for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        return "\n".join(source if isinstance(source, str) else "".join(source) for source in sources)
    except Exception:  # of whatever somebody wrote; importing it says what is wrong
        return ""


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]
