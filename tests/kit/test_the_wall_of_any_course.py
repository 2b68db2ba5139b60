"""No submission of another course gets at what its judge alone may know: its checks, and its held-back data."""

import py_compile
import re
import sys

import pytest

from coursekit.warm import WarmGrader
from tests.helpers import append, graded, row_of, statuses
from tests.kit.copies import CONFINED

RIGHT = """
def count_words(text):
    {first}
    counts = {{}}
    for word in (piece.strip(PUNCTUATION).lower() for piece in text.split()):
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts
"""
OUT_OF_REACH = re.compile("PermissionError|FileNotFoundError|ModuleNotFoundError")
POP = 'import sys; sys.modules.pop("words.checks", None); '
IMPORTS = {
    "by its name": POP + "import words.checks.words.count_words as check",
    "the package": POP + "import words.checks",
    "from the package": POP + "from words.checks.words import count_words",
    "by importlib": POP + "import importlib; importlib.import_module('words.checks.words.count_words')",
    "by itself": POP + "sys.modules.pop('words'); import words.checks.words.count_words",
}
confined = pytest.mark.skipif(not CONFINED, reason="this system has no Landlock")


@pytest.mark.parametrize("name", IMPORTS)
def test_a_check_cannot_be_imported(name, warm_words, submission):
    append(submission, "stage1_words.py", RIGHT.format(first=IMPORTS[name]))
    report, text = graded(warm_words, submission)
    assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"} and report["score"] == 0, text
    assert "ModuleNotFoundError: words.checks" in row_of(report, "1.1")["message"]


def test_a_check_cannot_be_imported_where_jobs_share_a_process(words, submission):
    """The way of macOS and Windows, where the files themselves are open, which the summary says."""
    with WarmGrader(words, fork=False) as grader:
        append(submission, "stage1_words.py", RIGHT.format(first="pass"))
        report, text = graded(grader, submission)
        assert report["score"] == 5 and "read the right answers too" in text
        for first in IMPORTS.values():
            append(submission, "stage1_words.py", RIGHT.format(first=first))
            report, text = graded(grader, submission)
            assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"} and report["score"] == 0, text
            assert "ModuleNotFoundError: words.checks" in row_of(report, "1.1")["message"]
            assert "grade only code that you trust" in text


@pytest.fixture
def secrets(words, tmp_path) -> dict:
    """Files of the course that a submission must not read, by what they are."""
    check = words.checks / "words" / "count_words.py"
    compiled = check.parent / "__pycache__" / f"count_words.{sys.implementation.cache_tag}.pyc"
    if not compiled.exists():
        py_compile.compile(str(check), str(compiled))
    return {
        "the check": check,
        "its bytecode": compiled,
        "the held-back story": words.root / "data" / "held_back.txt",
        "the solutions": words.solutions / "stage1_words.py",
        "a right answer of the corpus": words.tests / "alternatives" / "count_words_counter.py",
    }


@confined
@pytest.mark.parametrize(
    "name",
    ["the check", "its bytecode", "the held-back story", "the solutions", "a right answer of the corpus"],
)
def test_a_secret_cannot_be_read(name, secrets, warm_words, submission):
    assert secrets[name].read_bytes()
    append(submission, "stage1_words.py", RIGHT.format(first=f"open({str(secrets[name])!r}, 'rb').read()"))
    report, text = graded(warm_words, submission)
    assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"} and report["score"] == 0, text
    assert OUT_OF_REACH.search(row_of(report, "1.1")["message"])


@confined
def test_a_check_cannot_be_read_where_the_importers_wall_is_taken_down(warm_words, submission):
    first = POP + "sys.meta_path[:] = [each for each in sys.meta_path if type(each).__name__ != 'Wall']; "
    append(submission, "stage1_words.py", RIGHT.format(first=first + "import words.checks.words.count_words"))
    report, text = graded(warm_words, submission)
    assert statuses(report) == {"1.1": "crashed", "1.2": "blocked"} and report["score"] == 0, text
    assert OUT_OF_REACH.search(row_of(report, "1.1")["message"])


@confined
def test_a_check_cannot_be_loaded_from_its_file(secrets, warm_words, submission):
    load = "from importlib.machinery import SourceFileLoader, SourcelessFileLoader"
    for loader, name in (("SourceFileLoader", "the check"), ("SourcelessFileLoader", "its bytecode")):
        first = f"{load}; {loader}('stolen', {str(secrets[name])!r}).load_module()"
        append(submission, "stage1_words.py", RIGHT.format(first=first))
        report, text = graded(warm_words, submission, ["1.1"])
        assert (statuses(report), report["score"]) == ({"1.1": "crashed"}, 0), text
        assert OUT_OF_REACH.search(row_of(report, "1.1")["message"])


def test_what_is_no_secret_can_be_read(words, warm_words, submission):
    """So it is the wall that the others ran into."""
    own, probe = submission / "stage1_words.py", words.folder / "probes" / "words" / "count_words.py"
    first = f"assert open({str(own)!r}).read() and open({str(probe)!r}).read()"
    append(submission, "stage1_words.py", RIGHT.format(first=first))
    report, text = graded(warm_words, submission)
    assert report["score"] == 5, text
    assert "grade only code that you trust" not in text or not CONFINED
