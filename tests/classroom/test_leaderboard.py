"""Where there is something to compete in: the class's page, and Gradescope's leaderboard; a bonus stands beside the points."""

from bs4 import BeautifulSoup

from coursekit.classroom.gradescope import gradescope_results
from coursekit.classroom.insights import leaderboards
from coursekit.classroom.pages.classpage import class_page
from coursekit.classroom.pages.student import student_page
from coursekit.classroom.rows import in_a_line
from tests.classroom.fabricated import WORDS, exercise, graded


def _racer(name: str, value: float | None):
    record = None if value is None else {"value": value, "unit": "<b>laps"}
    return graded(name, exercise("1.1") | {"record": record, "bonus": False})


def test_the_lowest_figure_comes_first_and_equal_ones_share_a_place():
    entries = [_racer("A", 2.5), _racer("B", None), _racer("C", 0.5), _racer("D", 2.5)]
    [board] = leaderboards([entry.row for entry in entries])
    assert (board.exercise, board.places) == ("1.1", [(1, 2, 0.5), (2, 0, 2.5), (2, 3, 2.5)])
    soup = BeautifulSoup(class_page(WORDS, entries), "html.parser")
    rows = [(item["value"], " ".join(item.get_text().split())) for item in soup.select("ol.board li")]
    assert rows == [("1", "C 0.50"), ("2", "A 2.50"), ("2", "D 2.50")]
    assert "In <b>laps; the lower the better." in soup.get_text()  # text, and no mark


def test_without_a_record_there_is_no_board():
    entries = [_racer("A", None), graded("B")]
    assert leaderboards([entry.row for entry in entries]) == []
    assert "leaderboard" not in class_page(WORDS, entries)
    assert "leaderboard" not in gradescope_results(entries[0].row | {"summary": ""})


def test_gradescope_has_a_column_that_rises():
    results = gradescope_results(_racer("A", 0.5).row | {"summary": ""})
    assert results["leaderboard"] == [{"name": "count_words: <b>laps", "value": 0.5, "order": "asc"}]


def test_bonus_points_stand_beside_the_others():
    offered = exercise("1.2", "not_started") | {"bonus": True, "record": None}
    taken = exercise("1.2") | {"bonus": True, "record": None}
    for second, bonus, line in ((offered, 0.0, "A: 3 of 3"), (taken, 2.0, "A: 3 + 2 of 3")):
        entry = graded("A", None, second)
        apart = {"score": bonus, "max_score": 2.0, "exercises": entry.row["report"]["exercises"][1:]}
        shown = entry.row["report"]["exercises"][:1]
        entry.row["report"] |= {
            "score": 3.0,
            "max_score": 3.0,
            "exercises": shown,
            "bonus": apart,
            "data": "",
            "seed": 7,
        }
        assert in_a_line(entry.row) == line
        page = student_page(WORDS, entry.row | {"exhibits": {}, "prints": {}})
        assert "All of it is right" in page and ("2 of 2 bonus points" in page) is (bonus > 0)
