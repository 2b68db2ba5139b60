"""The results of a class on the disk: one file per student, whole or not there, so that a run can be stopped at any moment."""

import hashlib
import json
import random
import re
from pathlib import Path

from ..course import ENGINE, Course
from ..files import replace_file
from ..judge.run import MOST_SEEDS
from .intake import Submission
from .task import ERROR

RESULT, EXHIBITS, CLASS = "result.json", "exhibits.json", "class.json"
UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')  # in the name of a folder, on any system
# Names that Windows keeps for devices, and those of the class's own files.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$|[^.]+\.(?:csv|zip|html|json)$|-", re.IGNORECASE)
MOST_NAME = 150  # bytes: a system's limit is 255, and an e-mail address has up to 254
VERSION = 1  # of the folder's form


class StoreError(Exception):
    """The folder is not this class's; the message says what to do."""


class Store:
    """A results folder.

    Args:
        folder: made if it is not there.
        course: whose class it is.

    Raises:
        StoreError: it is another class's.
        OSError: it cannot be made.
    """

    def __init__(self, folder: Path, course: Course) -> None:
        self.folder, self.course = folder, course
        self.code = hash_of_code(course)
        self._claim()

    def _claim(self) -> None:
        """Make the folder, if it may be this class's, and remove what a killed run left half-written in it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        known = _read(self.folder / CLASS)
        if known.get("course", self.course.name) != self.course.name:
            raise StoreError(
                f"{self.folder} has the results of another course, {known['course']}: choose another --out."
            )
        if isinstance(version := known.get("version", VERSION), int) and version > VERSION:
            raise StoreError(
                f"{self.folder} was written by a newer version of the grader: choose another --out, or update."
            )
        for pattern in (".*.part", "*/.*.part"):
            for path in self.folder.glob(pattern):
                path.unlink(missing_ok=True)

    def seed(self, given: int | None) -> int:
        """The class's seed: the given one, or that of the last time, or a new one; so all are asked the same."""
        known = _read(self.folder / CLASS).get("seed")
        seed = (
            given
            if given is not None
            else known
            if isinstance(known, int)
            else random.SystemRandom().randrange(MOST_SEEDS)
        )
        replace_file(self.folder / CLASS, _json({"version": VERSION, "course": self.course.name, "seed": seed}))
        return seed

    def path(self, submission: Submission) -> Path:
        """The folder of one student's results."""
        return self.folder / self.folder_name(submission.whose.key)

    def folder_name(self, key: str) -> str:
        """A key as the name of a folder on any system; one that had to be changed gets a mark, so that no two become one."""
        text = key.encode(errors="replace")[:MOST_NAME].decode(errors="ignore")
        name = UNSAFE.sub("_", text).strip(" .")
        name = f"_{name}" if RESERVED.match(name) else name
        return (
            name
            if name and name == key
            else f"{name or 'student'}-{hashlib.sha256(repr(key).encode()).hexdigest()[:6]}"
        )

    def fingerprint(self, submission: Submission, data: str, seed: int) -> str:
        """A hash of all that a result depends on: what was handed in, the grader, the data, the seed."""
        made = hashlib.sha256(f"{self.code} {data} {seed} {submission.refused}".encode())
        for name, content in sorted(submission.files.items()):
            made.update(f"{name} {len(content)} ".encode())
            made.update(content)
        return made.hexdigest()

    def known(self, submission: Submission, fingerprint: str) -> dict | None:
        """The result that is there already, if nothing has changed since."""
        row = _read(self.path(submission) / RESULT)
        return row if row.get("fingerprint") == fingerprint and row.get("status") != ERROR else None

    def keep(self, submission: Submission, row: dict) -> None:
        """Write a result, whole; raises OSError.

        What pages show beside it is moved out of the row, into a file of its own: it is a hundred times as large.
        """
        folder = self.path(submission)
        folder.mkdir(parents=True, exist_ok=True)
        if exhibits := row.pop("exhibits", None):
            shown = {"fingerprint": row["fingerprint"], "exhibits": exhibits}
            replace_file(folder / EXHIBITS, json.dumps(shown).encode())
        else:
            (folder / EXHIBITS).unlink(missing_ok=True)
        replace_file(folder / RESULT, _json(row))
        if row["summary"]:
            replace_file(folder / "feedback.txt", row["summary"].encode("utf-8", errors="backslashreplace"))

    def exhibits(self, submission: Submission, row: dict) -> dict[str, list[dict]]:
        """What was kept with a result for its page, by exercise; {} if there is nothing that belongs to it."""
        kept = _read(self.path(submission) / EXHIBITS)
        return kept.get("exhibits", {}) if kept.get("fingerprint") == row.get("fingerprint") else {}

    def keep_file(self, submission: Submission, name: str, values: dict) -> None:
        """Write a file of JSON beside a result; raises OSError."""
        replace_file(self.path(submission) / name, _json(values))


def hash_of_code(course: Course) -> str:
    """A hash of the engine and the course: a grader that has changed may judge otherwise."""
    made = hashlib.sha256()
    for folder in (ENGINE, course.folder):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".toml", ".json"} and path.is_file():
                made.update(path.relative_to(folder).as_posix().encode())
                made.update(path.read_bytes())
    return made.hexdigest()


def _read(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _json(values: dict) -> bytes:
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="backslashreplace")
