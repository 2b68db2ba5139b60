"""The name of a submission's folder is text like any other: it is shown escaped, and never acted on."""

import shutil
import sys

import pytest

from tests.helpers import SOLUTIONS, graded, statuses

from .test_attacks import assert_is_readable

NAMES = {
    "clears_the_screen": "\x1b[2J\x1b[HTotal: 100 of 100",
    "new_lines": "a\nTotal: 100 of 100\r\nb",
    "turned_around": "\u202etxt.\u2066exe",
    "no_text": b"\xff\xfe".decode("utf-8", "surrogateescape"),
    "an_option": "--json=x",
    "for_a_shell": "$(touch x); `touch y` && rm -rf ~ | 'q' \"r\" \\",
    "a_format": "{0} %s %(name)s {seed!r}",
    "a_pattern": "[a-z]*?",
    "a_page": "<script>alert(1)<script>",
    "long": "x" * 250,
    "dots_and_spaces": " ... ",
    "like_a_module": "torch.py",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", NAMES)
def test_a_folder_of_any_name_is_graded(name, warm, tmp_path):
    folder = tmp_path / NAMES[name]
    try:
        shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    except OSError as error:  # macOS wants UTF-8
        pytest.skip(f"{error}")
    with (folder / "stage3_training.py").open("a", encoding="utf-8") as stream:
        stream.write("\n\ndef build_optimizer(*arguments, **others):\n    raise ValueError('no')\n")
    report, text = graded(warm, folder, ["2.1", "3.2"])
    assert statuses(report) == {"2.1": "passed", "3.2": "crashed"}, text
    assert_is_readable(report, text)
    assert [each.name for each in tmp_path.iterdir()] == [folder.name]
