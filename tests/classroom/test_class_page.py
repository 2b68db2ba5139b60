"""`class.html`, of made-up rows: it counts and groups rightly, leaves nobody out, and whatever students wrote is text."""

import re
import time

import pytest
from bs4 import BeautifulSoup

from coursekit.classroom.insights import named_mistakes, scores_of, unnamed_answers
from coursekit.classroom.pages.classpage import class_page
from tests.classroom.fabricated import CODE, WORDS, exercise, graded, without_result, wrong

LOST, KEPT = "The count is lost.", "The case is kept."


def page(*entries) -> BeautifulSoup:
    return BeautifulSoup(class_page(WORDS, list(entries)), "html.parser")


def text(node) -> str:
    return " ".join(node.get_text().split())


def blocks(soup: BeautifulSoup) -> list[str]:
    """What is said of each group of students."""
    return [text(each) for each in soup.select("details.card > summary")]


def test_who_made_two_mistakes_at_once_counts_for_both():
    both = wrong("1.1", "lost+kept", f"Two things at once. {LOST} And: {KEPT}")
    entries = [
        graded("A", both),
        graded("B", wrong("1.1", "lost", LOST)),
        graded("C", wrong("1.2", "lost", "Another.")),
    ]
    found = named_mistakes([entry.row for entry in entries])
    counts = [(group.exercise, group.name, group.sentence, [each.student for each in group.answers]) for group in found]
    assert counts == [("1.1", "lost", LOST, [0, 1]), ("1.1", "kept", KEPT, [0]), ("1.2", "lost", "Another.", [2])]
    soup = page(*entries)
    assert blocks(soup)[0] == f"2 of 3 · 1.1 count_words · lost {LOST}"
    assert [text(each).split(" in ")[0] for each in soup.select(".lecture li")] == ["2 of 3", "1 of 3", "1 of 3"]


def test_a_sentence_of_ones_own_is_told_as_such():
    lines = [wrong("1.1", "not-called", f"Line {number} lacks its brackets.") for number in (3, 3, 8)]
    soup = page(*(graded(str(number), each) for number, each in enumerate(lines)))
    assert blocks(soup) == [
        "3 of 3 · 1.1 count_words · not-called Line 3 lacks its brackets. (as it was put to one of them)"
    ]
    # What an exception itself says is nobody's sentence about the class.
    forged = exercise("1.1", "crashed", "lost", f"Raised    ValueError: x\nWhy       All passed.\nWhy       {LOST}")
    assert named_mistakes([graded("A", forged).row])[0].sentence == LOST


def test_answers_without_a_name_are_grouped_where_they_are_equal():
    none = wrong("1.1", None, "")
    crash = exercise("1.2", "timed_out", None, "Stopped after 10 seconds.\nIn        stage1_words.py:7")
    entries = [
        graded("A", none, answers={"1.1": "aa"}), graded("B", none, crash, answers={"1.1": "bb"}),
        graded("C", none, answers={"1.1": "aa"}), graded("D", None, {**crash, "message": crash["message"] + "1"}),
    ]  # fmt: skip
    found = unnamed_answers([entry.row for entry in entries])
    assert [(group.exercise, [each.student for each in group.answers]) for group in found] == [
        ("1.1", [0, 2]), ("1.2", [1, 3]), ("1.1", [1]),
    ]  # fmt: skip


def test_the_map_has_everybody_and_each_sign_leads_on():
    entries = [
        graded("Ada", notes=["2 other files were left out"]), graded("Bob", wrong("1.1", "lost", LOST), exercise("1.2", "blocked")),
        without_result("Eve", "refused", "it is a link"), without_result("Gus", "missing"),
    ]  # fmt: skip
    soup = page(*entries)
    rows = [[text(cell) for cell in row.select("th, td")] for row in soup.select("#students tbody tr")]
    assert rows == [
        ["Ada", "5", "✓", "✓", "1.5"], ["Bob", "0", "✗", "○", "1.5"], ["Eve", "", "refused: it is a link", ""],
        ["Gus", "", "missing", ""],
    ]  # fmt: skip
    assert [each["href"] for each in soup.select("#students tbody a")] == [
        "Ada%20folder/feedback.html", "Bob%20folder/feedback.html", "Bob%20folder/feedback.html#exercise-1.1",
        "Bob%20folder/feedback.html#exercise-1.2", "Eve%20folder/feedback.html",
    ]  # fmt: skip
    assert "mean 2.5, median 2.5" in text(soup) and "2 graded, 1 refused, 1 missing" in text(soup)
    assert "Eve: it is a link" in text(soup) and "Ada: 2 other files were left out" in text(soup)
    assert [text(each) for each in soup.select("tfoot .cell")] == ["1", "1"]


def test_code_stands_side_by_side_and_the_same_once():
    lost = wrong("1.1", "lost", LOST)
    entries = [graded("A", lost), graded("B", lost), graded("C", lost, code=CODE.format("mine"))]
    entries.append(graded("D", lost, code="def count_words(text:\n    return '''\n"))  # Python cannot read it
    entries.append(graded("E", lost, code="count_words = dict\n"))  # no function of that name
    cards = page(*entries).select(".paper")
    shown = [(text(card.p), text(card.select_one("pre.code"))) for card in cards]
    assert shown == [
        ("A, B wrote the same", "def count_words(text): return {} #"), ("C", "def count_words(text): return {} # mine"),
        ("D", "def count_words(text: return '''"), ("E", "count_words = dict"),
    ]  # fmt: skip
    assert cards[1].select("pre.code span.k")  # highlighted


def test_what_nobody_could_read_is_not_said_to_be_the_same():
    lost = wrong("1.1", "lost", LOST)
    entries = [graded(name, lost) for name in "AB"]
    for entry in entries:
        entry.files["stage1_words.py"] = f"\xff{entry.row['name']}".encode("latin-1")
    assert [text(card.p) for card in page(*entries).select(".paper")] == ["A, B"]


HOSTILE = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onclick='alert(1)",
    "{{ 7 * 7 }}", "javascript:alert(1)//", "&lt;b&gt;", "a\u202eb\u0000c\x1b[2Jd\u200be\ud800", "]]>--><style>*{display:none}",
]  # fmt: skip


@pytest.mark.parametrize("bad", HOSTILE)
def test_whatever_a_student_wrote_is_text(bad):
    clean = {"graded": graded("A", wrong("1.1", None, ""), wrong("1.2", "lost", LOST), notes=["n"]),
             "refused": without_result("R", "refused", "r")}  # fmt: skip
    code = f"def count_words(text):\n    return {bad!r}  # {bad}\n\n\ndef most_common():\n    {bad}\n".encode(
        errors="replace"
    )
    first = exercise("1.1", "crashed", None, f"Raised    {bad}: {bad}\nIn        {bad}:3   {bad}")
    entries = [
        graded(bad, first, wrong("1.2", "lost", bad), code=code.decode(errors="replace"), notes=[bad], answers={"1.1": bad}),
        without_result(bad, "refused", bad), without_result(bad, "missing"),
    ]  # fmt: skip
    made = class_page(WORDS, entries)
    soup, other = BeautifulSoup(made, "html.parser"), page(*clean.values())
    assert len(soup.select("script, style, img, iframe, object, link, meta")) == len(
        other.select("script, style, meta")
    )
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u200b\u202a-\u202e\ud800-\udfff]", made)
    for each in soup.find_all(True):
        assert not [name for name in each.attrs if name.startswith("on")]
        assert not str(each.get("href", "#")).lower().startswith(("javascript:", "data:", "http", "/"))
    if bad == HOSTILE[0]:
        assert soup.select_one("#students tbody th").get_text().strip() == bad and "49" not in made


def test_a_page_of_nobody_and_of_one():
    assert "Nothing was handed in." in text(page())
    assert "1 missing" in text(page(without_result("A", "missing")))
    one = page(graded("A"))
    assert "1 graded" in text(one) and "mean 5.0, median 5" in text(one) and len(one.select("svg.histogram rect")) == 5


def test_a_page_of_500_is_made_soon_and_stays_small():
    long = "    value = text.lower().split()  # a line like any other\n" * 50
    entries = []
    for number in range(500):
        code = f"def count_words(text):\n    return {number}\n{long}\n\ndef most_common(text):\n    return {number}\n{long}"
        first = wrong("1.1", f"slug-{number % 40}", LOST)
        second = {**wrong("1.2", None, ""), "message": f"Got       {number}\n" + "x" * 3000}
        entries.append(graded(f"Student number {number}", first, second, code, answers={"1.2": f"{number}"}))
    begin = time.process_time()
    made = class_page(WORDS, entries)
    assert time.process_time() - begin < 5 and len(made.encode()) < 5 * 2**20
    assert made.count('<tr data-status="graded"') == 500 and "440 more such answers are not shown here" in made
    below = made[made.index('id="mistakes"') : made.index('id="unnamed"')]
    assert len(set(re.findall(r"Student number \d+", below))) == 500  # each is named, with the code or without


def test_the_spread_of_scores():
    found = scores_of(
        [graded("A").row, graded("B", wrong("1.1", "lost", LOST)).row, without_result("C", "missing").row], 5.0
    )
    assert (found.count, found.mean, found.median) == (2, 3.5, 3.5)
    assert [count for _, _, count in found.bars] == [0, 0, 1, 0, 1]
    assert scores_of([], 5.0).mean == 0.0
