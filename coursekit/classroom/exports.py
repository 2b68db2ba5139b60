"""Whose is it? The names that Moodle, Canvas, GitHub Classroom and Gradescope give to what they export."""

import re
import unicodedata
from dataclasses import dataclass

# Moodle, "Download all submissions": a folder or a file per student. Docs: docs.moodle.org, Assignment activity.
MOODLE = re.compile(r"(?P<name>.+?)_(?P<id>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?$")
# Canvas, "Download Submissions": flat files; LATE where it was, and -1, -2 on the name of later tries.
CANVAS = re.compile(r"(?P<name>[^_]+)(?:_(?P<late>LATE))?_(?P<id>\d+)_(?P<attempt>\d+)_(?P<file>.+)$")
AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<number>\d+))?(?P<suffix>\.[A-Za-z]+)$")
GRADESCOPE = re.compile(r"submission_(?P<id>\d+)$")


@dataclass(frozen=True)
class Whose:
    """Who handed something in, as far as its name tells."""

    key: str  # one student's, whatever the files are called
    name: str
    id: str = ""


def whose(entry: str) -> Whose:
    """Of the name of a folder or a zip, without its suffix."""
    name = normal(entry)
    if found := MOODLE.match(name):
        return Whose(name, found["name"], found["id"])
    if found := GRADESCOPE.match(name):
        return Whose(name, "", found["id"])
    return Whose(name, name)


def whose_flat_file(file: str) -> tuple[Whose, str, int] | None:
    """Of a flat file of Canvas's: who, the name that the student gave it, and which try it is; None if it is none."""
    name = normal(file)
    if not (found := CANVAS.match(name)):
        return None
    named, number = attempt(found["file"])
    return Whose(f"{found['name']}_{found['id']}", found["name"], found["id"]), named, number


def attempt(file: str) -> tuple[str, int]:
    """The name and the number of a try: ("stage1_data.py", 2) of "stage1_data-2.py", 0 of the first."""
    found = AGAIN.match(file)
    return (found["stem"] + found["suffix"], int(found["number"] or 0)) if found else (file, 0)


def normal(text: str) -> str:
    """One form of Unicode: macOS takes letters apart from their accents, others do not."""
    return unicodedata.normalize("NFC", text)
