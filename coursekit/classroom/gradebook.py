"""Fills one column of a gradebook that Canvas or Moodle exported as CSV; every other byte stays as it was."""

import re
from dataclasses import dataclass

# The columns by which a row is known: Canvas's, Moodle's. Names, and how an id is read from a cell.
IDS = ("id", "sis user id", "sis login id", "student id", "id number", "identifier", "username")
EMAILS = ("email", "email address", "e-mail")
GRADES = ("grade",)  # Moodle's; of Canvas's there is one per assignment, so it must be named
PARTICIPANT = re.compile(r"participant\s+(\d+)$", re.IGNORECASE)
QUOTED = re.compile(r'"(?:[^"]|"")*"')


class GradebookError(Exception):
    """The file is no gradebook that can be filled; the message says why."""


@dataclass(frozen=True)
class _Cell:
    begin: int
    end: int
    text: str


def filled(data: bytes, rows: list[dict], column: str | None = None) -> tuple[bytes, list[str]]:
    """Fill in the totals.

    Args:
        data: the file.
        rows: {"id", "email", "total"} each; total is text.
        column: the header of the column to fill; None for the one that is called Grade.

    Returns:
        The file with that column filled for those who are in it, and the ids (or emails) of those who are not.

    Raises:
        GradebookError: there is no such column, or none by which rows are known.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise GradebookError("the gradebook is not in UTF-8: export it again as CSV") from None
    table = _cells(text)
    if not table:
        raise GradebookError("the gradebook is empty")
    header = [cell.text.strip().lstrip("\ufeff").casefold() for cell in table[0]]
    place = _column(header, column)
    by_id = [number for number, name in enumerate(header) if name in IDS]
    by_email = [number for number, name in enumerate(header) if name in EMAILS]
    if not by_id and not by_email:
        raise GradebookError(f"no column tells who a row is: {', '.join(IDS + EMAILS)} are looked for")
    edits, left = [], []
    for row in rows:
        line = _line_of(row, table[1:], by_id, by_email)
        if line is None:
            left.append(row["id"] or row["email"])
        elif place < len(line):
            edits.append((line[place], row["total"]))
    for cell, total in sorted(edits, key=lambda edit: edit[0].begin, reverse=True):
        quoted = text[cell.begin : cell.begin + 1] == '"'
        text = text[: cell.begin] + (f'"{total}"' if quoted else total) + text[cell.end :]
    return text.encode("utf-8"), left


def _column(header: list[str], column: str | None) -> int:
    wanted = [column.strip().casefold()] if column else GRADES
    places = [number for number, name in enumerate(header) if name in wanted]
    if not places and column:  # Canvas adds a number: "Digits (12345)"
        places = [number for number, name in enumerate(header) if re.sub(r"\s*\(\d+\)$", "", name) in wanted]
    if len(places) != 1:
        named = f"called {column!r}" if column else "called Grade; name it with --column"
        raise GradebookError(f"the gradebook has {len(places)} columns {named}")
    return places[0]


def _line_of(row: dict, lines: list[list[_Cell]], by_id: list[int], by_email: list[int]) -> list[_Cell] | None:
    """The one line of a student; None if there is none, or more than one."""
    for places, wanted in ((by_id, row["id"]), (by_email, row["email"])):
        found = [line for line in lines if wanted and any(_same(line, place, wanted) for place in places)]
        if len(found) == 1:
            return found[0]
    return None


def _same(line: list[_Cell], place: int, wanted: str) -> bool:
    if place >= len(line):
        return False
    text = line[place].text.strip()
    participant = PARTICIPANT.match(text)
    return (participant[1] if participant else text).casefold() == wanted.casefold()


def _cells(text: str) -> list[list[_Cell]]:
    """The cells of a CSV with their places in the text; the separator is the one that the first line has most of."""
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    lines, line, at = [], [], 0
    while at < len(text):
        quoted = QUOTED.match(text, at)
        stop = quoted.end() if quoted else at
        while stop < len(text) and text[stop] not in f"{separator}\r\n":
            stop += 1
        raw = text[at:stop]
        line.append(_Cell(at, stop, raw[1:-1].replace('""', '"') if quoted and quoted.end() == stop else raw))
        if stop < len(text) and text[stop] == separator:
            at = stop + 1
            continue
        lines.append(line)
        line, at = [], stop + (2 if text.startswith("\r\n", stop) else 1)
    return [*lines, line] if line else lines
