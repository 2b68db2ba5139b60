"""Pages for everybody: axe-core finds nothing serious on any page, light or dark; code in colours that can be read.

In one browser; most of the time goes into axe-core.
"""

import importlib.util
import re
from pathlib import Path

import pytest

from . import browser as chromium
from .conftest import PAGES

RULES = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![-\w])color:\s*#([0-9a-fA-F]{3,6})\b")
GROUND = re.compile(r"background(?:-color)?:\s*#([0-9a-fA-F]{3,6})\b")
# Without the thousands of pieces of code and formulas, which take most of the time: tests of their own look at code.
AXE = """
const [only, done] = arguments;
axe.run({include: [["body"]], exclude: [[".highlight pre"], ["mjx-container"]]}, {resultTypes: ["violations"], ...(only ? {runOnly: only} : {})}).then(found => done(found.violations
    .filter(each => ["serious", "critical"].includes(each.impact))
    .map(each => `${each.id}: ${each.nodes.slice(0, 5).map(node => node.html.slice(0, 150)).join(" | ")}`)));
"""


def axe_core() -> str | None:
    """axe-core's script, from the package that carries it; None if that is not installed."""
    spec = importlib.util.find_spec("axe_playwright_python")
    return spec and (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def driver():
    if chromium.missing() or axe_core() is None:
        pytest.skip(chromium.missing() or 'needs axe-playwright-python: pip install -e ".[browser]"')
    with chromium.browser("light", "phone") as driver:
        yield driver


def prefer(driver, theme: str) -> None:
    preference = {"name": "prefers-color-scheme", "value": theme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(driver, book, name):
    chromium.visit(driver, book / f"{name}.html")
    chromium.lift_veils(driver)
    driver.execute_script(axe_core())
    prefer(driver, "light")
    assert driver.execute_async_script(AXE, None) == []
    prefer(driver, "dark")  # only colours differ
    assert driver.execute_async_script(AXE, ["color-contrast"]) == []


def test_axe_would_find_something(driver, tmp_path):
    page = tmp_path / "flawed.html"
    page.write_text('<html lang="en"><title>x</title><p style="color: #999">pale</p><img src="x.png">', "utf-8")
    chromium.visit(driver, page)
    driver.execute_script(axe_core())
    prefer(driver, "light")
    found = "\n".join(driver.execute_async_script(AXE, None))
    assert "color-contrast" in found and "image-alt" in found


def test_a_finger_hits_the_copy_buttons(driver, book):
    chromium.visit(driver, book / "4_evaluation.html")
    sizes = driver.execute_script(
        """return Array.from(document.querySelectorAll("button.copybtn"), button => button.getBoundingClientRect())
           .filter(box => box.width).map(box => Math.min(box.width, box.height))"""
    )
    assert sizes and min(sizes) >= 44


def test_exercises_show_their_points_on_a_phone(driver, book):
    chromium.visit(driver, book / "3_training.html")
    boxes = driver.execute_script(
        """return Array.from(document.querySelectorAll("table.exercises td"), cell => {
               const range = document.createRange();
               range.selectNodeContents(cell);
               return range.getBoundingClientRect().right; })"""
    )
    assert len(boxes) == 20 and 0 < max(boxes) <= 390  # four exercises of five columns


def test_what_is_wide_scrolls_by_keyboard(driver, book):
    chromium.visit(driver, book / "4_evaluation.html")
    chromium.lift_veils(driver)
    driver.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 100))")
    wide = driver.execute_script(
        """return Array.from(document.querySelectorAll("article pre"))
           .filter(box => box.scrollWidth > box.clientWidth + 1)
           .map(box => [box.tabIndex, box.getAttribute("aria-label"), box.classList.contains("goes-on")])"""
    )
    assert wide and all(reached == 0 and said and shown for reached, said, shown in wide), wide


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2 of a colour in hexadecimal digits."""
    digits = colour if len(colour) == 6 else "".join(2 * digit for digit in colour)
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_code_can_be_read_in_every_colour(book, pages):
    used = {name for page in pages.values() for tag in page.select(".highlight span") for name in tag.get("class", ())}
    assert {"c1", "k", "n"} <= used
    rules = RULES.findall((book / "_static" / "pygments.css").read_text(encoding="utf-8"))
    for dark in (False, True):
        mine = [(selector, body) for selector, body in rules if ("dark" in selector or "not([data" in selector) == dark]
        grounds = {
            found[1]
            for selector, body in mine
            if (found := GROUND.search(body)) and selector.strip().endswith(".highlight")
        }
        (ground,) = {luminance(colour) for colour in grounds}
        colours = {}
        for selector, body in mine:
            name = selector.strip().rpartition(".")[2]
            if name in used and (found := COLOUR.search(body)):
                colours[name] = luminance(found[1])
        assert "c1" in colours
        ratios = {name: (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) for name, ink in colours.items()}
        assert not {name: ratio for name, ratio in ratios.items() if ratio < 4.5}


def test_what_unfolds_and_every_column_is_named(pages):
    for path, page in pages.items():
        assert not page.select('[aria-label="Toggle hidden content"]'), path.name
        assert all(summary.get_text(strip=True) for summary in page.select("article summary")), path.name
        assert all(head.get_text(strip=True) for head in page.select("article th")), path.name
