"""What a page may show of an exercise is collected where it is asked for, and never reaches a verdict."""

import base64
import io

import pytest
import torch
from PIL import Image

from coursekit.judge.exhibits import MOST_IMAGES, MOST_POINTS, curve, gallery, matrix, picture
from coursekit.kit.pictures import MAX_HEIGHT, MAX_WIDTH
from tests.helpers import append

RIGHT_BUT = """
def count_words(text):
    counts = {{}}
    for word in (piece.strip(PUNCTUATION).lower() for piece in text.split()):
        if word:
            counts[word] = counts.get(word, 0) + 1
    if "{only}" in text:
        {what}
    return counts
"""
# In the story that is shown and in no text that is judged: code that is right, and goes wrong as it is to be shown.
WRONG = {
    "raises": "raise RuntimeError",
    "ends the process": "import os; os._exit(0)",
    "no numbers": "return dict.fromkeys(counts, 'x')",
    "not a number": "return dict.fromkeys(counts, float('nan'))",
    "nothing": "return {}",
    "too many": "return {str(number): 1 for number in range(100_000)}",
    "breaks the probe": "import sys; sys.modules['words.probes.words.count_words'].torch = None",
    "too large a picture": "import torch; made = torch.zeros; torch.zeros = lambda *_, **more: made(2000, 900, **more)",
}


def collected(warm_words, submission, **options) -> tuple[list, dict]:
    """What is the verdict and what is noted; the exhibits by exercise."""
    report = warm_words.grade(submission, seed=3, **options)
    told = [(each.status, each.mistake, each.message, each.hint, each.output) for each in report.results.values()]
    assert not any(each.faults for each in report.results.values())
    return [told, report.notes], {id: each.exhibits for id, each in report.results.items()}


def test_a_course_shows_what_its_check_yields(warm_words, submission):
    verdict, exhibits = collected(warm_words, submission, collects=True)
    shown, bars = exhibits["1.1"]
    counts = [count for _, count in shown["series"]["your counts"]]
    assert shown["kind"] == "curve" and counts == sorted(counts, reverse=True) and counts[0] > 1
    with Image.open(io.BytesIO(base64.b64decode(bars["png"]))) as image:
        assert (image.width, image.height) == (bars["width"], bars["height"]) == (counts[0], len(counts))
        assert [sum(image.getpixel((x, y)) > 0 for x in range(image.width)) for y in range(len(counts))] == counts
    assert exhibits["1.2"] == []
    assert collected(warm_words, submission) == (verdict, {"1.1": [], "1.2": []})  # not asked for


@pytest.mark.parametrize("what", WRONG)
def test_what_is_ill_shaped_is_dropped_and_no_verdict_changes(what, words, warm_words, submission):
    story = (words.root / "data" / "story.txt").read_text(encoding="utf-8").split("\n")[0][:25]
    append(submission, "stage1_words.py", RIGHT_BUT.format(only=story, what=WRONG[what]))
    verdict, exhibits = collected(warm_words, submission, collects=True)
    assert verdict[0] == [("passed", None, "", "", "")] * 2 and len(verdict[1]) == 1  # how well it was shut in
    for each in exhibits["1.1"]:  # a curve may be left of it, no longer than a page bears
        assert each["kind"] == "curve" and len(each["series"]["your counts"]) <= MOST_POINTS


def test_wrong_code_is_shown_too_and_crashed_code_is_not_run_again(warm_words, submission):
    append(submission, "stage1_words.py", "def count_words(text):\n    return {piece: 1 for piece in text.split()}\n")
    verdict, exhibits = collected(warm_words, submission, collects=True)
    assert verdict[0][0][0] == "failed" and [each["kind"] for each in exhibits["1.1"]] == ["curve", "picture"]
    append(submission, "stage1_words.py", "def count_words(text):\n    return text['x']\n")
    verdict, exhibits = collected(warm_words, submission, collects=True)
    assert verdict[0][0][0] == "crashed" and exhibits == {"1.1": [], "1.2": []}


GREY = torch.zeros(4, 5, dtype=torch.uint8)


@pytest.mark.parametrize(
    "pixels",
    [
        None, "data:image/png;base64,", [[0, 1]], GREY.float(), GREY[None, None], GREY[:0], torch.zeros(3, dtype=torch.uint8),
        torch.zeros(4, 5, 4, dtype=torch.uint8), torch.zeros(MAX_HEIGHT + 1, 2, dtype=torch.uint8),
        torch.zeros(2, MAX_WIDTH + 1, dtype=torch.uint8), torch.randint(0, 256, (1000, 800, 3), dtype=torch.uint8),
    ],
)  # fmt: skip
def test_what_is_no_picture_is_none(pixels):
    assert picture(pixels, "title") is None


def test_pictures_curves_and_counts_are_bounded():
    assert picture(GREY.T, "t" * 1000)["width"] == 4  # of any layout in memory
    images = GREY.expand(100, 4, 5)
    assert len(gallery(images, ["x"] * 100, "title")["images"]) == MOST_IMAGES
    assert gallery(images, ["x"], "title") is None and gallery(GREY[None].float(), ["x"], "title") is None
    assert gallery(images[:0], [], "title") is None and gallery(None, [], "title") is None
    long = curve({"loss": [(number, 1.0) for number in range(5000)]}, "title")["series"]["loss"]
    assert len(long) <= MOST_POINTS + 1 and long[-1] == (4999.0, 1.0)
    odd = [(0, 1.0), (1, float("nan")), (2, float("inf")), (3, 10**400), (4, "x"), (5,), None, (True, 1), [6, 2.0]]
    shown = curve({"loss": odd, "none": "text"}, "title", "Caption.")
    assert shown["series"] == {"loss": [(0.0, 1.0), (6.0, 2.0)]} and "7 values that are no numbers" in shown["caption"]
    assert curve({"loss": [(1, float("nan"))]}, "title") is None and curve({"loss": None}, "title") is None
    assert matrix(torch.eye(3), list("abc"), "title")["counts"][1] == [0, 1, 0]
    assert matrix(torch.eye(3), list("ab"), "title") is None
    assert "\x1b" not in picture(GREY, "\x1b[2J \u202e title", "\x1b")["title"]
