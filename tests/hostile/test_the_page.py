"""docs/the-wall.md has every attack of the bank, with what holds at each level; `REWRITE_WALL=1 pytest FILE` brings it up to date."""

import os
import re

from tests.helpers import ROOT

from .bank import ATTACKS, table

PAGE = ROOT / "docs" / "the-wall.md"
TABLE = re.compile(r"<!-- (\w+) -->\n.*?\n<!-- end -->", re.DOTALL)


def test_the_page_has_the_bank_as_it_is():
    text = PAGE.read_text(encoding="utf-8")
    fresh = TABLE.sub(lambda found: f"<!-- {found[1]} -->\n{table(found[1])}\n<!-- end -->", text)
    if os.environ.get("REWRITE_WALL"):
        PAGE.write_text(fresh, encoding="utf-8")
    assert text == fresh, "set REWRITE_WALL=1, run this, and read the difference"
    assert not [name for name in ATTACKS if f"`{name}`" not in text]


def test_every_file_that_the_page_names_is_there():
    text = PAGE.read_text(encoding="utf-8")
    files = re.findall(r"`((?:tests|judge)/[\w/]+\.py)`", text)
    assert len(files) >= 8
    assert not [file for file in files if not (ROOT / file).is_file() and not (ROOT / "coursekit" / file).is_file()]
