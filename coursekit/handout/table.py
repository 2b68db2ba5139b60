"""Takes rows out of a course.toml, and changes points, and leaves every other character as it is."""

import re
import tomllib

from ..scaffold.insertion import tables_of
from .choice import Choice, HandoutError

POINTS = re.compile(r"^(points[ \t]*=[ \t]*)[\d._]+", re.MULTILINE)


def table_with(text: str, choice: Choice) -> str:
    """The table as it is handed out.

    Args:
        text: of a course.toml.
        choice: what is left out, and what has other points.

    Raises:
        HandoutError: the new text would not say just this.
    """
    lines = text.splitlines(keepends=True)
    kept, done = [], 0
    for begin, end in tables_of(lines):
        ids = [row.get("id") for row in _exercises("".join(lines[begin:end]))]
        if not ids:
            continue
        while end > begin and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1  # what stands before the next header belongs to that
        row = "".join(lines[begin:end])
        if ids[0] in choice.without:
            while begin > done and lines[begin - 1].startswith("#"):
                begin -= 1  # a comment on this row
            while end < len(lines) and not lines[end].strip():
                end += 1
            row = ""
        elif ids[0] in choice.points:
            row = POINTS.sub(lambda found, id=ids[0]: f"{found[1]}{choice.points[id]}", row, count=1)
        kept += [*lines[done:begin], row]
        done = end
    new = "".join([*kept, *lines[done:]]).rstrip() + "\n"
    if tomllib.loads(new) != _wanted(text, choice):
        raise HandoutError(
            "The rows of course.toml cannot be told apart in its text: --without and --points need that."
        )
    return new


def _exercises(text: str) -> list[dict]:
    return tomllib.loads(text).get("exercise", [])


def _wanted(text: str, choice: Choice) -> dict:
    table = tomllib.loads(text)
    rows = [row for row in table.get("exercise", []) if row.get("id") not in choice.without]
    return {
        **table,
        "exercise": [{**row, "points": choice.points.get(row.get("id"), row.get("points"))} for row in rows],
    }
