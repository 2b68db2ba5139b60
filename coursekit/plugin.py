"""The grader's side of pytest: `pytest COURSE` grades. Loaded by pytest itself, before it looks at any path.

pytest takes the value of an option that it does not know yet for a test path, and reads the `pytest.ini` and
`conftest.py` that lie there. A submission is such a path, so these options must be known first.
"""

import sys
from pathlib import Path

import pytest

from .course import TABLE, Course, CourseError
from .judge.selection import with_exact_numbers
from .sandbox.levels import LEVELS
from .signposts import from_beside_the_exercises, what_to_type

PICKED = pytest.StashKey[list[str]]()  # names of the exercises whose node ids were given


def pytest_addoption(parser) -> None:
    group = parser.getgroup("grader", "grading (pytest and the course's folder)")
    group.addoption("--submission", metavar="DIR", help="folder with the stage files (default: exercises)")
    group.addoption("--json", metavar="FILE", dest="json_report", help="also write the report as JSON")
    group.addoption("--seed", type=int, metavar="N", help="draw the same inputs as the run that printed this seed")
    group.addoption(
        "--full", action="store_true", help="judge at full length what is cut short otherwise: the training"
    )
    group.addoption(
        "--github",
        action="store_true",
        help="for a GitHub workflow: mark mistakes beside their lines, sum up on the job's page",
    )
    group.addoption("--sandbox", choices=LEVELS, default=LEVELS[0], help="shut the code in at most this well")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, args) -> None:
    """Refuse to grade under a configuration that is not the course's own, a submission's pytest.ini say."""
    options = early_config.known_args_namespace
    _find_the_course(early_config, options, args)
    early_config.stash[PICKED] = _picked(options, args)
    if not (options.help or options.version):
        _show_the_way(early_config, options)
    if options.submission is None:
        return
    folder = course_folder(options.file_or_dir)
    name = folder.name if folder else "grader"
    own = folder.parent / "pyproject.toml" if folder else None
    if own is None or (own.is_file() and early_config.inipath != own):
        raise pytest.UsageError(
            f"pytest reads its settings from {early_config.inipath or 'nowhere'}, not from the course.\n"
            f"Run it in the course's folder, with the word {name} first: pytest {name} --submission DIR"
        )


def _find_the_course(early_config, options, args: list[str]) -> None:
    """Where `pytest grader` is typed beside stage files, make of it what it would be in the course's folder."""
    here = Path.cwd()
    found = from_beside_the_exercises(options.file_or_dir, early_config.inipath, here)
    if found is None or options.help or options.version:
        return
    course, folder = found
    [name] = options.file_or_dir
    args[args.index(name)] = options.file_or_dir[0] = str(course.folder)
    if options.submission is None and folder != course.exercises_folder.resolve():
        options.submission = str(folder)
        args += ["--submission", str(folder)]
    # `python -m pytest` lets the judge import what lies here.
    sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != folder]


def _picked(options, args: list[str]) -> list[str]:
    """Take the exercises out of node ids, "grader::train_step", as editors run them; pytest itself takes none of a folder.

    Returns:
        The names of exercises after the ::, [] for all.
    """
    ids = [each for each in options.file_or_dir if "::" in each and course_folder([each])]
    for each in ids:
        folder = each.split("::")[0]
        place = args.index(each)
        args[place : place + 1] = [] if folder in args else [folder]
    if ids:
        options.file_or_dir[:] = [folder, *(each for each in options.file_or_dir if each not in [*ids, folder])]
    return [each.split("::")[1] for each in ids]


def _show_the_way(early_config, options) -> None:
    """Refuse what cannot grade, and say in one line what to type."""
    advice = what_to_type(options.file_or_dir, early_config.rootpath, Path.cwd())
    processes = getattr(options, "numprocesses", None)  # pytest-xdist's
    if course_folder(options.file_or_dir) and (processes or getattr(options, "tx", None)):
        advice = f"The grader judges in one process: leave out {f'-n {processes}' if processes else '--tx'}"
    if advice:
        raise pytest.UsageError(advice)


@pytest.hookimpl(trylast=True)  # when pytest's own reporter is there to be replaced
def pytest_configure(config) -> None:
    folder = course_folder(config.args)
    if folder is None:
        return
    try:
        course = Course(folder)
    except CourseError as error:
        raise pytest.UsageError(str(error)) from None
    for stage in course.stages:
        config.addinivalue_line("markers", f"stage{stage.number}: the exercises of stage {stage.number}")
    config.option.keyword = with_exact_numbers(config.option.keyword, course)
    from .grading import Grading

    config.pluginmanager.register(Grading(config, course, config.stash.get(PICKED, [])), "grading")


def course_folder(arguments: list[str]) -> Path | None:
    """The first of pytest's arguments that is a course; None if none is."""
    paths = (Path(argument.split("::")[0]) for argument in arguments)
    return next((path.resolve() for path in paths if (path / TABLE).is_file()), None)
