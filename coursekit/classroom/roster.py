"""Who is in the class: a CSV with id, name and email, and whose submission is whose."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from .exports import Whose, normal

COLUMNS = {"id": ("id", "student id", "sid", "number", "identifier"), "name": ("name", "full name", "student"),
           "email": ("email", "email address", "e-mail", "mail")}  # fmt: skip


class RosterError(Exception):
    """The file is no roster; the message says what is missing."""


@dataclass(frozen=True)
class Student:
    """A row of the roster."""

    id: str
    name: str = ""
    email: str = ""


def read_roster(path: Path) -> list[Student]:
    """Read a CSV with a header, of which the column `id` is needed, `name` and `email` are welcome.

    Raises:
        RosterError: it cannot be read, or has no such column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RosterError(f"{path} cannot be read: {error}") from None
    rows = list(csv.DictReader(io.StringIO(text), dialect=_dialect(text)))
    places = {ours: next((each for each in rows[0] if each and each.strip().casefold() in theirs), None)
              for ours, theirs in COLUMNS.items()} if rows else {}  # fmt: skip
    if not places.get("id"):
        raise RosterError(f"{path} needs a header with a column id (and name, email), and a line per student")
    return [
        Student(**{ours: normal((row[theirs] or "").strip()) for ours, theirs in places.items() if theirs})
        for row in rows
    ]


def student_of(whose: Whose, roster: list[Student]) -> Student | None:
    """The student that a submission is from: by id, where the export has one, or by name, email, or the email's user."""
    by_id = [each for each in roster if each.id and each.id in (whose.id, whose.key)]
    if by_id:
        return by_id[0]
    wanted = {_folded(whose.name), _folded(whose.key)} - {""}
    named = [
        each for each in roster if wanted & {_folded(each.name), _folded(each.email), _folded(each.email.split("@")[0])}
    ]
    return named[0] if len(named) == 1 else None


def _folded(text: str) -> str:
    return "".join(letter for letter in normal(text).casefold() if letter.isalnum())


def _dialect(text: str):
    try:
        return csv.Sniffer().sniff(text[:5000], delimiters=",;\t")
    except csv.Error:
        return csv.excel
