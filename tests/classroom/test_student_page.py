"""What a student gets back: one page, in which whatever was handed in is text."""

import re
import sys
from html.parser import HTMLParser

import pytest
import torch

from coursekit.classroom.pages.student import student_page
from coursekit.classroom.places import Places
from coursekit.classroom.task import ERROR, GRADED, MISSING, REFUSED
from coursekit.course import Course
from coursekit.judge.exhibits import curve, gallery, matrix, picture
from tests.kit.copies import TINY

WORDS = Course(TINY / "words")
HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> {{ 7 * 7 }} \u202e\x1b[2J\x00 </pre></style><!--"
NAMES = {"script", "iframe", "object", "embed", "link", "form", "input", "base"}  # of elements that no page has
VOID = {"meta", "img", "line", "circle", "polyline", "link", "input", "br"}


class Page(HTMLParser):
    """Reads a page: its elements, its text, and whether each element is ended."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements, self.text, self.open, self.html = [], "", [], html
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data):
        self.text += data if self.open[-1:] != ["style"] else ""

    def of(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.elements if name == tag]


def read(row: dict) -> Page:
    """The page of a row, which is whole, asks for nothing, and has nothing in it that acts."""
    page = Page(student_page(WORDS, row))
    assert page.open == [] and page.html.startswith("<!doctype html>")
    assert not NAMES & {tag for tag, _ in page.elements}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    addresses = [
        value for _, attributes in page.elements for name, value in attributes.items() if name in ("src", "href")
    ]
    assert all(address.startswith(("data:image/png;base64,", "#exercise-")) for address in addresses)
    assert "url(" not in page.html and "@import" not in page.html
    [policy] = [each["content"] for each in page.of("meta") if each.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy and "script" not in policy
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page.html)
    page.html.encode("utf-8")
    return page


def exercise(id: str, name: str, status: str, score: float, **more) -> dict:
    known = {"id": id, "stage": 1, "name": name, "file": "stage1_words.py", "status": status, "score": score}
    return known | {"max_score": 3.0, "mistake": None, "message": "", "hint": "", "seconds": 0.1} | more


def graded(first: dict, second: dict, **more) -> dict:
    report = {"data": "stories", "seed": 7, "score": first["score"] + second["score"], "max_score": 5.0}
    report |= {"version": 1, "submission": "submission", "exercises": [first, second], "sandbox": None}
    row = {"status": GRADED, "report": report, "summary": "", "prints": {}, "error": "", "seconds": 1.0, "refused": ""}
    return row | {"name": "Zoë", "key": "Zoë_1", "id": "1", "notes": [], "came_as": ["Zoë_1"]} | more


FAILED = exercise(
    "1.1", "count_words", "failed", 0.0, mistake="case-kept", hint="What does `lower` do?",
    message="Called    count_words('Hen')\nGot       {'Hen': 1}\nWhy       Count in small letters.\nEdit      submission/stage1_words.py:12",
)  # fmt: skip
BLOCKED = exercise("1.2", "most_common", "blocked", 0.0, message="It builds on 1.1 count_words, so that comes first.")


def test_the_page_says_what_was_found_and_what_to_do():
    prints = {"1.1": "during count_words('Hen'):\n  I am here\n" + "  again\n" * 50, "1.2": ""}
    page = read(graded(FAILED, BLOCKED, prints=prints, notes=["2 other files were left out"]))
    for text in (
        "Zoë", "0 of 5 points", "Stage 1: words", "1.1 count_words", "case-kept", "{'Hen': 1}", "Count in small letters.",
        "What does lower do?", "pytest words -k 1.1", "blocked", "It builds on 1.1", "I am here", "21 more lines", "Begin here",
        "2 other files were left out", "seed 7",
    ):  # fmt: skip
        assert text in page.text, text
    assert "submission/" not in page.text and "stage1_words.py:12" in page.text
    assert {"href": "#exercise-1.1"} in page.of("a") and "pytest words -k 1.2" not in page.text
    assert "viewport" in [each.get("name") for each in page.of("meta")]


def test_who_has_all_points_reads_it():
    page = read(graded(exercise("1.1", "count_words", "passed", 3.0), exercise("1.2", "most_common", "passed", 2.0)))
    assert "5 of 5 points" in page.text and "All of it is right" in page.text and "Begin here" not in page.text


@pytest.mark.parametrize("status", ["failed", "crashed", "timed_out", "not_started", "blocked", "not_judged", "passed"])
def test_whatever_was_handed_in_is_text(status):
    one = exercise(
        "1.1", "count_words", status, 0.0, message=f"Raised    {HOSTILE}\n{HOSTILE}", hint=HOSTILE, mistake=HOSTILE
    )
    shown = [
        picture(torch.zeros(3, 4, dtype=torch.uint8), HOSTILE, HOSTILE),
        gallery(torch.zeros(1, 3, 4, dtype=torch.uint8), [HOSTILE], HOSTILE, HOSTILE),
        curve({HOSTILE: [(0, 1), (1, 2)]}, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        matrix(torch.eye(2), [HOSTILE, HOSTILE], HOSTILE, HOSTILE, HOSTILE, HOSTILE),
    ]
    prints = {"1.1": f"during {HOSTILE}:\n  {HOSTILE}\n", "1.2": f"before the first call:\n  {HOSTILE}\n"}
    more = {"name": HOSTILE, "notes": [HOSTILE], "prints": prints, "exhibits": {"1.1": shown}, "came_as": [HOSTILE]}
    page = read(graded(one, BLOCKED | {"status": status}, **more))
    assert "<script>alert(1)</script>" in page.text and "{{ 7 * 7 }}" in page.text and "49" not in page.text


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [
        (REFUSED, {"refused": f"a link {HOSTILE}"}, "was not graded: a link <script>"),
        (MISSING, {}, "Nothing of yours was among what was handed in"),
        (ERROR, {"error": "Traceback: /home/teacher/secret.py"}, "could not finish"),
    ],
)
def test_who_was_not_graded_reads_why(status, more, told):
    row = {"id": "9", "name": "Cy", "key": "", "status": status, "refused": "", "report": None, "error": "", **more}
    page = read(row)
    assert told in page.text and "Cy" in page.text and "points" not in page.text
    assert "/home/teacher" not in page.html
    assert status == ERROR or "stage1_words.py" in page.text


def test_a_curve_is_drawn_with_numbers_that_can_be_read():
    shown = [
        curve({"loss": [(0, 2.3), (5000, 0.3)]}, "How it learnt", x_label="seen", y_label="loss"),
        curve({"level": [(1, 0.0), (1, 0.0)]}, "Flat"),
        curve({"below": [(-3, -1e12), (4, 1e12)]}, "Far"),
    ]
    passed = exercise("1.1", "count_words", "passed", 3.0)
    page = read(graded(passed, BLOCKED, exhibits={"1.1": shown}))
    lines = [each["points"] for each in page.of("polyline") if each["points"] != "0,4 28,4"]
    assert len(lines) == 3 and "nan" not in page.html and "inf" not in "".join(lines)
    first = [tuple(map(float, point.split(","))) for point in lines[0].split()]
    assert first[0][0] < first[1][0] and first[0][1] < first[1][1]  # to the right, and down
    for text in ("1,000", "5,000", "0.5", "2", "seen", "loss"):
        assert text in page.text


def test_no_path_of_this_machine_is_told(tmp_path):
    home, data = tmp_path / "home", tmp_path.parent / "data of the course"
    told = [
        f"{home / 'submission' / 'stage1_words.py'}:3",
        f"in {data / 'held_back.txt'}",
        {"at": f"{sys.prefix}/lib/x.py"},
        7,
    ]
    hidden = Places(WORDS, data).hidden(told, home)
    assert hidden[0].replace("\\", "/") == "submission/stage1_words.py:3" and hidden[1].endswith("held_back.txt")
    assert hidden[3] == 7 and not [place for place in (str(tmp_path), str(data), sys.prefix) if place in str(hidden)]
