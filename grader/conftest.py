"""Fixtures and hooks of `pytest grader`: one test per exercise, one result model behind it."""

from pathlib import Path

import pytest

from grader.judge import selection
from grader.judge.session import Session
from grader.manifest import exercises
from grader.report.reporter import install_reporter

SESSION = pytest.StashKey[Session]()


@pytest.hookimpl(trylast=True)  # when pytest's own reporter is there to be replaced
def pytest_configure(config) -> None:
    for stage in sorted({exercise.stage for exercise in exercises().values()}):
        config.addinivalue_line("markers", f"stage{stage}: the exercises of stage {stage}")
    if config.option.collectonly or config.option.help:
        return
    json_path = Path(config.option.json_report).absolute() if config.option.json_report else None
    if json_path and not json_path.parent.is_dir():
        raise pytest.UsageError(f"--json: there is no folder {json_path.parent}")
    session = Session(
        config.option.submission,
        config.option.seed,
        json_path,
        config.option.full,
        selection.likely_stages(config.option.keyword, config.option.markexpr),
    )
    config.stash[SESSION] = session
    install_reporter(config, session)


def pytest_unconfigure(config) -> None:
    if SESSION in config.stash:
        config.stash[SESSION].close()


def pytest_itemcollected(item) -> None:
    id = item.get_closest_marker("exercise").args[0]
    item.extra_keyword_matches.update({id, exercises()[id].name})
    item.add_marker(f"stage{exercises()[id].stage}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Put the checks into the course's order, and add what the selected ones require."""
    everything = {_id(item): item for item in items}
    yield
    selected = selection.with_requirements({_id(item) for item in items})
    items[:] = [everything[id] for id in selected if id in everything]
    if SESSION in config.stash:
        config.stash[SESSION].select(selected)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    """Judge: whatever the check says becomes the exercise's result."""
    session = pyfuncitem.config.stash[SESSION]
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    session.judge(_id(pyfuncitem), lambda: pyfuncitem.obj(**arguments))
    return True


def pytest_sessionfinish(session) -> None:
    if SESSION in session.config.stash:
        session.config.stash[SESSION].finish()
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture
def student(request):
    """The exercise at hand, of the submission that is graded."""
    from grader.judge.student import Student  # imports torch: not before the worker was started

    return Student(request.config.stash[SESSION], exercises()[_id(request.node)])


@pytest.fixture
def draw(request):
    """Draws this exercise's inputs: anew in each run, the same for the same --seed."""
    from grader.judge.draw import Draw

    return Draw(request.config.stash[SESSION].seed, _id(request.node))


def _id(item) -> str:
    return item.get_closest_marker("exercise").args[0]
