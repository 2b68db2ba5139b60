"""`python -m COURSE doctor`: what this machine gives for shutting submissions in, and what would raise it."""

import sys

from ..course import Course
from ..judge.process import WorkerProcess
from ..report.style import Style, write
from ..sandbox.advice import advice
from ..sandbox.levels import LEVELS


def add_arguments(parser, course: Course) -> None:
    parser.add_argument("--sandbox", choices=LEVELS, default=LEVELS[0], help="try at most this level")


def run(course: Course, arguments) -> int:
    """Try it, and print the level, what holds, what does not, and what to do; the exit code is 0 for the best level."""
    style = Style(sys.stdout)
    worker = WorkerProcess(course, stages=[], sandbox=arguments.sandbox)
    try:
        found = worker.protection
    finally:
        worker.close()
    filtered = "system calls are filtered" if found.filtered else "system calls are not filtered"
    rows = [("Level", f"{found.level} ({LEVELS.index(found.level) + 1} of {len(LEVELS)}, 1 is the best); {filtered}")]
    rows += [("Holds", found.holds)] if found.holds else []
    rows += [("But", found.does_not_hold)] if found.does_not_hold else []
    rows += [("Because", reason) for reason in found.reasons]
    asked = arguments.sandbox != LEVELS[0]
    rows += [("Try", text) for text in (["Leave out --sandbox."] if asked else advice(found))]
    lines = [f"{label:<10}{text}" for label, text in rows]
    write([line for text in lines for line in style.wrapped(text, "          ")], sys.stdout)
    return 0 if found.best else 1
