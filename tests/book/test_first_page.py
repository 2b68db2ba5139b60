"""The pad that opens the book: drawn on with a finger, the reference network reads it. (One browser; about 3 seconds.)"""

import re

import numpy as np
import pytest
from safetensors.numpy import load_file

from digits.draw.course_net import log_probabilities
from grader.first_page import WEIGHTS
from tests.draw.finger import draw

from . import browser as chromium

SEEN = """return Array.from(document.querySelector("#reader .reader-seen canvas").getContext("2d").getImageData(0, 0, 28, 28).data)
  .filter((_, at) => at % 4 === 0)"""
SHOWN = "return Array.from(document.querySelectorAll('#reader .reader-verdict, #reader .bar-share'), tag => tag.textContent)"

# How many of the three pictures of what happens inside show something else than black.
LIT = """return Array.from(document.querySelectorAll("#reader figure canvas")).filter(canvas =>
  canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((part, at) => at % 4 < 3 && part > 0)).length"""


@pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")
def test_what_is_drawn_on_the_first_page_is_read(book):
    from selenium.webdriver.support.ui import WebDriverWait

    with chromium.browser("dark", "phone") as driver:
        chromium.visit(driver, book / "index.html")
        assert driver.execute_script(SHOWN)[0] == "Draw a digit."
        draw(driver, (25, 20), (75, 20), (50, 85))
        verdict, *shares = driver.execute_script(SHOWN)
        picture = np.array(driver.execute_script(SEEN)).reshape(1, 1, 28, 28)
        expected = np.exp(log_probabilities(load_file(WEIGHTS), (picture / 255 - 0.1307) / 0.3081))[0]
        assert expected.argmax() == 7 and verdict == "This reads as a 7."
        numbers = [int(re.search(r"\d+", share)[0]) for share in shares]
        assert all(abs(number - 100 * p) <= 1 for number, p in zip(numbers, expected.tolist(), strict=True)), numbers
        assert not driver.execute_script(LIT)  # folded
        fold = driver.find_element("css selector", "#reader summary")
        driver.execute_script('arguments[0].scrollIntoView({block: "center", behavior: "instant"})', fold)
        fold.click()
        WebDriverWait(driver, 5).until(lambda _: driver.execute_script(LIT) == 3)
        assert not chromium.complaints(driver)


def test_without_scripts_the_first_page_says_what_is_missing(pages, book):
    (reader,) = pages[book / "index.html"].select("#reader")
    assert "JavaScript" in reader.get_text()


def test_only_the_first_page_loads_the_network(pages, book):
    loading = {path.stem for path, page in pages.items() if page.find("script", src=re.compile("reader.js"))}
    assert loading == {"index"}
