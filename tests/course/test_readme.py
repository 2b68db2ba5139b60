"""What README and CONTRIBUTING promise is there."""

import re

import pytest

from coursekit.commands import AUTHORS, GRADERS, STUDENTS
from tests.helpers import ROOT

PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md")}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_is_there(page):
    targets = re.findall(r'\]\(([^)#]+)[^)]*\)|src="([^"]+)"', PAGES[page])
    local = [link or source for link, source in targets if "://" not in (link or source)]
    assert local and not [target for target in local if not (ROOT / target).is_file()]


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_is_there(page):
    named = re.findall(
        r"`((?:solutions|exercises|lessons|coursekit|grader|tests|benchmarks|docs)/[\w./*]*)`", PAGES[page]
    )
    named += re.findall(r"^python3? ((?:solutions|tests|benchmarks)/\S+\.py)", PAGES[page], re.MULTILINE)
    assert named and not [path for path in named if not list(ROOT.glob(path.rstrip("/")))]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_the_companion_is_there(page):
    assert set(re.findall(r"python -m grader (\w+)", PAGES[page])) <= {
        *STUDENTS,
        *GRADERS,
        *AUTHORS,
        "book",
        "calibrate",
    }


def test_ci_runs_the_commands_of_the_readme():
    command = next(line for line in PAGES["README.md"].splitlines() if line.endswith("pytest -n auto"))
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").replace("--quiet ", "").splitlines()
    assert [step for step in command.split(" && ") if step not in script] == []
