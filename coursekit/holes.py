"""Finds and replaces the holes in a solution file: what stands between `# BEGIN SOLUTION id: ...` and `# END SOLUTION`."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from .course import Course

MARKER = re.compile(r"^(?P<indent>\s*)#\s*(?P<kind>BEGIN|END)\s+SOLUTION\b(?P<rest>.*)$")
BEGIN_REST = re.compile(r"^ (?P<id>\d+\.\d+): (?P<task>\S.*)$")


class MarkerError(ValueError):
    """A marker that is unbalanced, nested or unknown; the message names the file and the line."""


@dataclass(frozen=True)
class Hole:
    """One hole: `lines[begin]` is the BEGIN marker, `lines[end]` the END marker (both counted from 0)."""

    id: str
    task: str
    indent: str
    begin: int
    end: int

    def todo(self, lines: list[str], name: str | None) -> list[str]:
        """The lines that a student gets in place of the hole; the first hole of an exercise also raises, with the exercise's `name`."""
        code = [line for line in lines[self.begin + 1 : self.end] if line.strip() and not line.strip().startswith("#")]
        count = "1 line" if len(code) == 1 else f"{len(code)} lines"
        todo = [f"{self.indent}# TODO {self.id} ({count}): {self.task}"]
        if name:
            todo.append(f'{self.indent}raise NotImplementedError("{self.id} {name}")')
        return todo


def find_holes(course: Course, lines: list[str], file: str) -> list[Hole]:
    """Find the holes of one file, in order.

    Args:
        course: whose exercises they are.
        lines: the file's lines, without line ends.
        file: its name, for error messages and to check that each exercise is in its own file.

    Raises:
        MarkerError: a marker is unbalanced, nested, misspelt, or names an exercise that is not this file's.
    """
    holes: list[Hole] = []
    open_marker: tuple[int, str, str, str] | None = None
    for number, line in enumerate(lines):
        marker = MARKER.match(line)
        if marker is None:
            if re.search(r"#\s*(BEGIN|END)\s+SOLUTION", line):
                raise MarkerError(f"{file}:{number + 1}: a marker must have the whole line to itself")
            continue
        if marker["kind"] == "BEGIN":
            if open_marker:
                raise MarkerError(
                    f"{file}:{number + 1}: BEGIN inside the hole that begins in line {open_marker[0] + 1}"
                )
            open_marker = (number, *_read_begin(course, marker["rest"], file, number), marker["indent"])
        else:
            if open_marker is None:
                raise MarkerError(f"{file}:{number + 1}: END without a BEGIN before it")
            if marker["rest"].strip():
                raise MarkerError(f"{file}:{number + 1}: nothing may follow END SOLUTION")
            begin, id, task, indent = open_marker
            holes.append(Hole(id, task, indent, begin, number))
            open_marker = None
    if open_marker:
        raise MarkerError(f"{file}:{open_marker[0] + 1}: BEGIN without an END after it")
    return holes


def _read_begin(course: Course, rest: str, file: str, number: int) -> tuple[str, str]:
    begin = BEGIN_REST.match(rest)
    if begin is None:
        raise MarkerError(f"{file}:{number + 1}: write the marker as '# BEGIN SOLUTION 3.3: what to do'")
    exercise = course.exercises.get(begin["id"])
    if exercise is None or exercise.file != file:
        raise MarkerError(f"{file}:{number + 1}: there is no exercise {begin['id']} in this file")
    return begin["id"], begin["task"]


def make_stub(course: Course, source: str, file: str, only: str | None = None, given: Collection[str] = ()) -> str:
    """Turn a solution file into the exercise file.

    Args:
        course: whose file it is.
        source: text of the solution file.
        file: its name.
        only: an exercise id: then only its holes become TODOs, and the other holes keep their solutions.
        given: ids of exercises whose holes keep their solutions.

    Raises:
        MarkerError: as `find_holes`.
    """
    lines = source.splitlines()
    stub: list[str] = []
    done, raised = 0, set()
    for hole in find_holes(course, lines, file):
        stub += lines[done : hole.begin]
        if only in (None, hole.id) and hole.id not in given:
            stub += hole.todo(lines, None if hole.id in raised else course.exercises[hole.id].name)
            raised.add(hole.id)
        else:
            stub += lines[hole.begin + 1 : hole.end]
        done = hole.end + 1
    return "\n".join(stub + lines[done:]) + "\n"
