"""`python -m COURSE COMMAND`: what is beside `pytest COURSE`. A module here is a command; so is one in the course's commands/.

A command has `add_arguments(parser, course)` and `run(course, arguments) -> int`, its exit code; a course's own also has
`HELP`, a line.
"""

import argparse
import gc
import importlib
import sys
from pathlib import Path

from ..course import Course, CourseError

# Here and not in the modules, so that `status` never waits for what `watch` imports.
STUDENTS = {
    "status": "show how far you are",
    "next": "show what to do now",
    "hint": "show a hint for an exercise (--more: the next)",
    "reset": "put an exercise back as it was; your version is kept beside it",
    "watch": "grade after every save",
    "bests": "your records so far, where there is something to compete in",
    "notebooks": "write lessons and exercises as notebooks, for JupyterLab, VS Code and Colab",
}
GRADERS = {
    "class": "grade all that a class handed in, side by side; a second run does what is left",
    "doctor": "show how well submissions are shut in on this machine, and what would raise it",
    "release": "make the student edition: the course without solutions, tests and history",
    "gradescope": "make the zip with which Gradescope grades this course",
}
AUTHORS = {
    "check": "show whether table, holes, hints, checks, probes, mistakes and corpora fit together",
    "new": "begin a new exercise: its row, its hole, its check and probe, its first files of the corpora",
    "sentences": "list every sentence that tells a cause, with the fact that it rests on",
    "stubs": "write exercises/ from solutions/",
}

NEED_SOLUTIONS = ("release", "gradescope")  # these too, beside the authors': not shown in a student edition
FOR_AUTHORS = " (for course authors)"  # the end of the HELP of a command of the course's own that students need not see


def main(folder: Path, argv: list[str] | None = None, state: Path | None = None) -> int:
    """Run one command of the course in `folder`; its module is imported only then."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    argv = sys.argv[1:] if argv is None else argv
    try:
        course = Course(folder, state)
        return _run(course, argv)
    except CourseError as error:
        print(error)
        return 1
    finally:
        # After a Ctrl-C that went through an exec of a text (a dataclass being made) CPython ends the process by SIGINT,
        # even if it was caught; the next such exec makes it forget that.
        exec("")
        gc.freeze()  # it would look through all that was imported for garbage, too, before it ends


def _run(course: Course, argv: list[str]) -> int:
    own = {path.stem for path in (course.folder / "commands").glob("*.py") if path.stem != "__init__"}
    if not argv or argv[0] not in {*STUDENTS, *GRADERS, *AUTHORS, *own}:
        _overview(course, own).parse_args(argv)  # prints help, or what is wrong, and exits
    name = argv[0]
    engine = name in {**STUDENTS, **GRADERS, **AUTHORS}
    module = importlib.import_module(f"{__name__}.{name}") if engine else course.import_module(f"commands.{name}")
    text = {**STUDENTS, **GRADERS, **AUTHORS}[name] if engine else module.HELP
    if not engine and text.endswith(FOR_AUTHORS) and not course.solutions.is_dir():
        raise CourseError(
            f"There is no {course.solutions}: {name} needs the solutions, which a student edition has not."
        )
    parser = argparse.ArgumentParser(
        prog=f"python -m {course.name} {name}", description=f"{text[0].upper()}{text[1:]}."
    )
    module.add_arguments(parser, course)
    arguments = parser.parse_args(argv[1:])
    if name in STUDENTS:
        _keep_in_step(course)  # what they tell of is the .py
    code = module.run(course, arguments)
    if name == "reset":
        _keep_in_step(course)
    return code


def _keep_in_step(course: Course) -> None:
    """Bring what is paired with a notebook up to date; where nothing is, not even the import is waited for."""
    if any(course.exercises_folder.glob("*.ipynb")):
        from ..pairs import keep_in_step

        keep_in_step(course)


def _overview(course: Course, own: set[str]) -> argparse.ArgumentParser:
    """A parser that knows the commands' names alone, the students' first."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {course.name}",
        usage=f"python -m {course.name} [-h] COMMAND ...",
        epilog="COMMAND --help says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    helps = {name: course.import_module(f"commands.{name}").HELP for name in sorted(own)}
    of_authors = {name: text for name, text in helps.items() if text.endswith(FOR_AUTHORS)}
    groups = {
        "commands": {**STUDENTS, **{name: text for name, text in helps.items() if name not in of_authors}},
        "for instructors": GRADERS,
        "for course authors": {
            **AUTHORS,
            **{name: text.removesuffix(FOR_AUTHORS) for name, text in of_authors.items()},
        },
    }
    if not course.solutions.is_dir():
        del groups["for course authors"]
        groups["for instructors"] = {name: text for name, text in GRADERS.items() if name not in NEED_SOLUTIONS}
    texts = [f"{title}:\n" + "\n".join(f"  {name:<11}{text}" for name, text in group.items())
             for title, group in groups.items()]  # fmt: skip
    parser.description = "\n\n".join(["The course's companion.", *texts])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", help=argparse.SUPPRESS)
    for group in groups.values():
        for name in group:
            commands.add_parser(name)
    return parser
