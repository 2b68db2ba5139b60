"""docs/instructors.md shows what its commands print: those that grade nothing are run again here; `docs/evening.py` runs all."""

import importlib.util
import re
import sys

import pytest

from tests.helpers import ROOT

CHEAP = re.compile(r"^(?:ls submissions|head .*|.* --list .*)$")
PAGES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}


@pytest.fixture(scope="module")
def evening():
    spec = importlib.util.spec_from_file_location("evening", ROOT / "docs" / "evening.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other commands for lists of files")
def test_what_grades_nothing_prints_what_the_page_says(evening, tmp_path):
    evening.make_class(tmp_path)
    commands = [each for each in evening.COMMAND.findall(PAGES["instructors.md"]) if CHEAP.match(each)]
    assert len(commands) == 3
    for command in commands:
        assert f"$ {command}\n{evening.output(command, tmp_path)}" in PAGES["instructors.md"], command


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page):
    targets = [each for each in re.findall(r"\]\(([^)#]+)[^)]*\)", PAGES[page]) if "://" not in each]
    assert not [each for each in targets if not (ROOT / "docs" / each).is_file()]
