"""Finds the submissions in what a learning platform exported, and takes their stage files, and nothing else, from them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from ..course import Course
from ..judge.text import plain
from ..submission import MOST_SOURCE
from .entries import IGNORED, Entry, RefusedError, entries_of, entry_of_file
from .exports import Whose, attempt, normal, whose, whose_flat_file

NOT_THE_STUDENTS = {"solutions", "pristine", "tests"}  # folders of the course's own, in a clone of it
MOST_REASON = 300  # characters


@dataclass
class Submission:
    """What one student handed in.

    Attributes:
        whose: the student, as far as names tell.
        files: the stage files, by the name that the course gives them ("stage1_data.py", or ".ipynb").
        refused: why it is not graded; "" if it is.
        notes: what was left out, or is odd, a line each.
        came_as: the names of the folder, the zip or the files, in the export.
    """

    whose: Whose
    files: dict[str, bytes] = field(default_factory=dict)
    refused: str = ""
    notes: list[str] = field(default_factory=list)
    came_as: list[str] = field(default_factory=list)


def take_in(course: Course, export: Path) -> list[Submission]:
    """All submissions of an export, in the order of their names; what is refused is among them, with the reason.

    Raises:
        OSError: the export itself cannot be read.
    """
    found, flat = [], {}
    for path in sorted(export.iterdir(), key=lambda each: normal(each.name)):
        if path.name.startswith(".") or path.name in IGNORED:
            continue
        if path.is_symlink():
            found.append(Submission(whose(path.stem), refused=f"{path.name} is a link", came_as=[path.name]))
        elif path.is_dir() or path.suffix.lower() == ".zip":
            found.append(_taken(course, whose(path.name if path.is_dir() else path.stem), path))
        elif named := whose_flat_file(path.name):
            flat.setdefault(named[0].key, (named[0], []))[1].append((path, *named[1:]))
    found += [_taken_flat(course, who, files) for who, files in flat.values()]
    return _apart(found)


def take_in_one(course: Course, path: Path) -> Submission:
    """One submission, a folder or a zip, whoever's it is; where it is refused, it says why."""
    return _taken(course, whose(path.stem), path)


def _taken(course: Course, who: Whose, path: Path) -> Submission:
    submission = Submission(who, came_as=[path.name])
    with _refusals_of(submission):
        entries = list(entries_of(path))
        if not (chosen := _stage_entries(course, entries)) and (inside := _only_zip(path, entries)):
            entries = list(entries_of(inside))
            chosen = _stage_entries(course, entries)
        submission.files = {name: _read(entry) for name, entry in chosen.items()}
        others = len(entries) - len(chosen)
        submission.notes += [f"{others} other file{'s were' if others > 1 else ' was'} left out"] if others else []
        _demand_some(course, submission)
    return submission


def _only_zip(folder: Path, entries: list[Entry]) -> Path | None:
    """The one zip in a folder: so Moodle hands on what was uploaded as a zip. Of one in a zip, or of several, None."""
    found = [entry.path for entry in entries if entry.path.suffix.lower() == ".zip"]
    return folder / found[0] if folder.is_dir() and len(found) == 1 else None


def _taken_flat(course: Course, who: Whose, files: list[tuple[Path, str, int]]) -> Submission:
    """Of flat files, of which the latest try of each counts."""
    submission, latest = Submission(who, came_as=[path.name for path, _, _ in files]), {}
    with _refusals_of(submission):
        for path, name, number in files:
            stage = _stage_name(course, name)
            if stage and number >= latest.get(stage, (0, None))[0]:
                latest[stage] = number, entry_of_file(path)
        submission.files = {name: _read(entry) for name, (_, entry) in latest.items()}
        _demand_some(course, submission)
    return submission


@contextlib.contextmanager
def _refusals_of(submission: Submission) -> Iterator[None]:
    """Whatever is wrong with a submission lands in its row, and is no reason to stop."""
    try:
        yield
        return
    except RefusedError as error:
        why = str(error)
    except OSError as error:
        why = f"it cannot be read: {error.strerror or error}"
    submission.files, submission.refused = {}, plain(why, MOST_REASON)


def _read(entry: Entry) -> bytes:
    return entry.read(MOST_SOURCE[entry.path.suffix.lower()])


def _stage_entries(course: Course, entries: list[Entry]) -> dict[str, Entry]:
    """The stage files, by the course's names for them: all from one folder, the one that lies highest and has most."""
    folders: dict[PurePosixPath, dict[str, list[Entry]]] = {}
    for entry in entries:
        if name := _stage_name(course, entry.path.name):
            folders.setdefault(entry.path.parent, {}).setdefault(name, []).append(entry)
    if not folders:
        return {}
    best = max(folders, key=lambda folder: (_worth(folder, folders[folder]), str(folder)))
    return {name: _latest(found) for name, found in folders[best].items()}


def _latest(entries: list[Entry]) -> Entry:
    """Of the tries of one stage file, whose names have a number, the last one."""
    numbers = [attempt(normal(entry.path.name))[1] for entry in entries]
    if numbers.count(max(numbers)) > 1:
        names = " and ".join(entry.path.name for entry in entries)
        raise RefusedError(f"{names}: one name, but for case or accents")
    return entries[numbers.index(max(numbers))]


def _worth(folder: PurePosixPath, found: dict) -> tuple:
    """`exercises/` of a clone comes before `solutions/`, or what else there is; then the fuller folder, then the higher."""
    return folder.name.lower() not in NOT_THE_STUDENTS, len(found), -len(folder.parts)


def _stage_name(course: Course, file: str) -> str:
    """The course's name of a stage file, "stage1_data.py" or "stage1_data.ipynb"; "" if it is none of them."""
    name, _ = attempt(normal(file))
    known = {each for stage in course.stage_files for each in (stage, stage.removesuffix(".py") + ".ipynb")}
    return next((each for each in known if each.casefold() == name.casefold()), "")


def _demand_some(course: Course, submission: Submission) -> None:
    if not submission.files:
        raise RefusedError(f"no stage file is in it: {', '.join(course.stage_files)}, or the same as .ipynb")


def _apart(submissions: list[Submission]) -> list[Submission]:
    """Where two students would share a name of a results folder (but for case, say), the later one gets a number."""
    seen: set[str] = set()
    for each in submissions:
        key, number = each.whose.key, 2
        while key.casefold() in seen:
            key, number = f"{each.whose.key} ({number})", number + 1
        seen.add(key.casefold())
        each.whose = replace(each.whose, key=key)
    return submissions
