"""The map in a headless Chromium: it sorts and filters as it says, under the page's own strict policy."""

import pytest

from coursekit.classroom.pages.classpage import class_page
from tests.book.browser import browser, missing
from tests.classroom.fabricated import WORDS, exercise, graded, without_result, wrong

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")


def names(driver) -> list[str]:
    """Of the rows that are shown, in their order."""
    rows = driver.find_elements("css selector", "#students tbody tr")
    return [row.find_element("css selector", "th").text for row in rows if row.is_displayed()]


def test_sorting_and_filtering(tmp_path):
    file = tmp_path / "class.html"
    entries = [
        graded("Zoë", wrong("1.1", "lost", "It is lost."), exercise("1.2", "crashed", None, "Raised    E")), graded("Émile"),
        without_result("Nil", "refused", "no file"), graded("Ada", exercise("1.1"), wrong("1.2", "kept", "It is kept.")),
        graded("<script>document.title = 'x'</script>", exercise("1.1", "not_started"), exercise("1.2", "blocked")),
    ]  # fmt: skip
    file.write_text(class_page(WORDS, entries), encoding="utf-8")
    script = entries[-1].row["name"]
    with browser("dark", "desktop") as driver:
        driver.set_window_size(500, 800)  # the narrowest there is
        driver.get(file.as_uri())
        name, status, mistake = (driver.find_element("id", each) for each in ("by-name", "by-status", "by-mistake"))

        def press(number: int) -> list[str]:
            driver.find_elements("css selector", "#students thead button")[number].click()
            return names(driver)

        def choose(select, value: str) -> list[str]:
            select.find_element("css selector", f'option[value="{value}"]').click()
            return names(driver)

        assert press(0) == [script, "Ada", "Émile", "Nil", "Zoë"] and press(0)[0] == "Zoë"
        assert press(1) == ["Émile", "Ada", script, "Zoë", "Nil"]  # points, the most first; who has none, last
        assert press(3) == ["Émile", "Ada", "Zoë", script, "Nil"]  # 1.2: passed, failed, crashed, blocked
        name.send_keys("emi")
        assert names(driver) == ["Émile"]
        assert driver.find_element("id", "shown").text == "1 of 5"
        name.clear()
        name.send_keys(" ")
        assert choose(status, "crashed") == ["Zoë"] and choose(status, "refused") == ["Nil"]
        assert choose(status, "") == choose(mistake, "") and choose(mistake, "1.2:kept") == ["Ada"]
        assert choose(status, "crashed") == []
        assert driver.title == "The class" and not [
            each for each in driver.get_log("browser") if each["level"] == "SEVERE"
        ]
        width = driver.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]  # what is wide scrolls by itself
