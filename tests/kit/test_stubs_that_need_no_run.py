"""A stub's verdict is known without a run where whoever calls it comes to the line that raises; in any course."""

from pathlib import Path

import pytest

from coursekit.course import Course
from coursekit.judge.observer import Observer
from coursekit.judge.untouched import untouched_stub
from tests.kit.copies import edit

RAISES = 'raise NotImplementedError("1.2 most_common")'
REACHED = [
    "",
    "counts = {}\n    ",
    "for word in []:\n        print(word)\n    ",
    'if text:\n        print("yes")\n    ',
]
PERHAPS_NOT = [
    "return []\n    ",
    "if not text:\n        return []\n    ",
    "while True:\n        pass\n    ",
    "assert count > 2\n    ",
    "try:\n        pass\n    finally:\n        pass\n    ",
    "yield 1\n    ",
]


@pytest.fixture
def stub_in(copy):
    """Begin the second function otherwise, as it is handed out and as the student has it; return what is known of it."""

    def change(new: str):
        course = Course(copy / "words")
        for path in (course.pristine / "stage1_words.py", course.exercises_folder / "stage1_words.py"):
            edit(path, RAISES, new)
        return untouched_stub(course, course.exercises["1.2"], course.exercises_folder)

    return change


@pytest.mark.parametrize("before", REACHED)
def test_it_is_known(before, stub_in):
    stub = stub_in(before + RAISES)
    assert stub.raised == "1.2 most_common" and stub.end > stub.begin


@pytest.mark.parametrize("before", PERHAPS_NOT)
def test_only_a_run_tells(before, stub_in):
    assert stub_in(before + RAISES) is None


@pytest.mark.parametrize(
    "new", [f"for _ in text:\n        {RAISES}", RAISES + "\n    yield", RAISES.replace("1.2", "1.1"), "pass"]
)
def test_something_else_is_raised_or_perhaps_nothing(new, stub_in):
    assert stub_in(new) is None


def test_where_the_check_or_the_probe_is_missing_a_run_says_so(copy, stub_in):
    (copy / "words" / "probes" / "words" / "most_common.py").unlink()
    assert stub_in(RAISES) is None


class Judged(Observer):
    """Notes what is judged."""

    def __init__(self) -> None:
        self.ids: list[str] = []

    def judged(self, run, result) -> None:
        self.ids.append(result.exercise.id)


@pytest.mark.parametrize(("passed", "judged"), [((), ["1.1", "1.2"]), (("1.1",), ["1.2"]), (("1.1", "1.2"), ["1.2"])])
def test_what_is_known_to_have_passed_is_not_judged_again(passed, judged, warm_words, submission: Path):
    seen = Judged()
    report = warm_words.grade(submission, ["1.2"], observers=[seen], passed=passed)
    assert seen.ids == judged and report.results["1.2"].status == "passed"
