"""The grader's options. Loaded by pytest itself, before it looks at any path on the command line.

pytest takes the value of an option that it does not know yet for a test path, and reads the `pytest.ini` and
`conftest.py` that lie there. A submission is such a path, so these options must be known first.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser) -> None:
    group = parser.getgroup("grader", "grading (pytest grader)")
    group.addoption("--submission", metavar="DIR", help="folder with the four stage files (default: exercises)")
    group.addoption("--json", metavar="FILE", dest="json_report", help="also write the report as JSON")
    group.addoption("--seed", type=int, metavar="N", help="draw the same inputs as the run that printed this seed")
    group.addoption("--full", action="store_true", help="4.6 by the tutorial's recipe: 3 epochs on all training data")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config) -> None:
    """Refuse to grade under a configuration that is not the course's own, a submission's pytest.ini say."""
    options = early_config.known_args_namespace
    if options.submission is None or not (ROOT / "pyproject.toml").is_file():
        return
    if early_config.inipath != ROOT / "pyproject.toml":
        raise pytest.UsageError(
            f"pytest reads its settings from {early_config.inipath or 'nowhere'}, not from the course.\n"
            "Run it in the course's folder, with the word grader first: pytest grader --submission DIR"
        )


def pytest_configure(config) -> None:
    # Not in the checks' conftest.py, because the project's own tests import the checks as well.
    config.addinivalue_line("markers", "exercise(id): the exercise that a check judges")
