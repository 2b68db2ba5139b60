"""The book in a real browser, from the file system: light and dark, at a desk and on a phone."""

import pytest
from PIL import Image

from . import browser as chromium
from .conftest import LESSONS, PAGES

pytestmark = pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")

IMAGES = """return Array.from(document.querySelectorAll("article img"), image => {
    const { paddingLeft, paddingRight } = getComputedStyle(image), box = image.parentElement.closest("div");
    return { name: image.currentSrc.split("/").pop(), alt: image.alt.trim(), wide: image.naturalWidth,
             shown: image.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight),
             hidden: box ? box.scrollWidth - box.clientWidth : 0 }; })"""
FORMULAS = """return Array.from(document.querySelectorAll("article .math"), formula => ({
    tex: formula.textContent, wide: formula.querySelector("mjx-container svg")?.getBoundingClientRect().width ?? 0,
    wrong: formula.querySelector("[data-mml-node=merror]") !== null }))"""
WIDTHS = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
# Relative luminance by WCAG 2 (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance) of page and text.
LUMINANCES = """
const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const luminance = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(part => linear(part / 255));
                              return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const style = getComputedStyle(document.body);
return [luminance(style.backgroundColor), luminance(getComputedStyle(document.querySelector("article p:not([class])")).color)];
"""


@pytest.fixture(scope="module", params=["light-desktop", "dark-desktop", "light-phone", "dark-phone"])
def view(request):
    """(driver, theme, size) of one browser."""
    theme, size = request.param.split("-")
    with chromium.browser(theme, size) as driver:
        yield driver, theme, size


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole(view, book, name):
    driver, theme, size = view
    chromium.visit(driver, book / f"{name}.html")
    chromium.lift_veils(driver)
    assert not chromium.complaints(driver)

    images = driver.execute_script(IMAGES)
    assert all(image["wide"] > 0 and image["shown"] > 0 and image["alt"] for image in images), images
    formulas = driver.execute_script(FORMULAS)
    assert all(formula["wide"] > 0 and not formula["wrong"] for formula in formulas), formulas
    if name in LESSONS:
        assert images and formulas

    assert all(image["hidden"] <= 0 for image in images), images  # nothing of a picture must be scrolled to
    for image in images:
        assert_words_can_be_read(book / "_images" / image["name"], image["shown"], size)
    wide, window = driver.execute_script(WIDTHS)
    assert wide <= window, f"the page is {wide} wide, the window {window}"
    ground, text = driver.execute_script(LUMINANCES)
    assert (ground > 0.8) if theme == "light" else (ground < 0.1)
    assert (max(ground, text) + 0.05) / (min(ground, text) + 0.05) >= 7  # WCAG's level AAA


def assert_words_can_be_read(file, shown: float, size: str) -> None:
    """Of a lesson's figure: the layout is the one for this screen, and its smallest text is large enough in pixels."""
    with Image.open(file) as figure:
        facts = figure.text
    assert facts["layout"] == {"phone": "phone", "desktop": "desk"}[size], file
    pixels = float(facts["smallest text"]) / 72 * shown / float(facts["inches"])
    assert pixels >= {"phone": 10, "desktop": 8}[size], f"{file}: {pixels:.1f} pixels"


def test_next_leads_from_lesson_to_lesson(view, book):
    driver, _theme, _size = view
    chromium.visit(driver, book / "index.html")
    for name in (*LESSONS, "glossary"):
        click(driver, "a.next-page")
        assert driver.current_url == (book / f"{name}.html").as_uri()
    assert not chromium.complaints(driver)


def test_the_contents_lead_to_a_lesson(view, book):
    driver, _theme, size = view
    chromium.visit(driver, book / "1_data.html")
    if size == "phone":
        click(driver, "label.nav-overlay-icon[for=__navigation], .mobile-header label[for=__navigation]")
    click(driver, '.sidebar-tree a[href="3_training.html"]')
    assert driver.title.startswith("3 · Training")
    assert not chromium.complaints(driver)


def test_search_finds_a_lesson(view, book):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    driver, _theme, size = view
    chromium.visit(driver, book / "index.html")
    if size == "phone":
        click(driver, ".mobile-header label[for=__navigation]")
    box = WebDriverWait(driver, 10).until(lambda driver: shown(driver, "input.sidebar-search"))
    box.send_keys("momentum")
    box.submit()
    found = '#search-results a[href^="3_training.html"]'
    WebDriverWait(driver, 20).until(lambda driver: driver.find_elements(By.CSS_SELECTOR, found))
    click(driver, found)
    assert driver.title.startswith("3 · Training")
    assert not chromium.complaints(driver)


def test_hints_and_code_unfold(view, book):
    driver, _theme, _size = view
    chromium.visit(driver, book / "3_training.html")
    folded = "return Array.from(document.querySelectorAll(arguments[0]), fold => fold.open)"
    for kind in ("#now-you details", "div.cell details"):
        assert not any(driver.execute_script(folded, kind))
        click(driver, f"{kind} > summary")
        assert driver.execute_script(folded, kind)[0]
    assert not chromium.complaints(driver)


def test_the_theme_can_be_switched(view, book):
    driver, _theme, size = view
    chromium.visit(driver, book / "2_model_and_loss.html")
    button = ".mobile-header button.theme-toggle" if size == "phone" else ".content-icon-container button.theme-toggle"
    grounds = set()
    for _ in range(3):  # as the system prefers, light, dark
        click(driver, button)
        grounds.add(driver.execute_script(LUMINANCES)[0] > 0.5)
    assert grounds == {True, False}


def shown(driver, selector: str):
    """The first element that is on the page and can be seen; None if there is none."""
    from selenium.webdriver.common.by import By

    return next((tag for tag in driver.find_elements(By.CSS_SELECTOR, selector) if tag.is_displayed()), None)


def click(driver, selector: str) -> None:
    """Click what a reader would; wait until it can be clicked, and until the page that it opens is complete."""
    from selenium.common.exceptions import ElementClickInterceptedException, ElementNotInteractableException
    from selenium.webdriver.support.ui import WebDriverWait

    def clicked(driver) -> bool:
        tag = shown(driver, selector)
        if tag is None:
            return False
        driver.execute_script('arguments[0].scrollIntoView({block: "center", behavior: "instant"})', tag)
        tag.click()
        return True

    moving = [ElementClickInterceptedException, ElementNotInteractableException]
    WebDriverWait(driver, 10, ignored_exceptions=moving).until(clicked)
    chromium.settle(driver)


FLAWED = """<!doctype html><meta name="viewport" content="width=device-width"><style>body { background: white }</style>
<article><p>A page</p>
<img src="nowhere.png"><script src="https://cdn.invalid/library.js"></script>
<script>console.error("trouble")</script><div style="width: 3000px">wide</div></article>"""


def test_a_flawed_page_is_noticed(tmp_path):
    page = tmp_path / "flawed.html"
    page.write_text(FLAWED, encoding="utf-8")
    with chromium.browser("dark", "phone") as driver:
        chromium.visit(driver, page)
        found = "\n".join(chromium.complaints(driver))
        assert "asked for https://cdn.invalid/library.js" in found
        assert "ERR_NAME_NOT_RESOLVED" in found and "ERR_FILE_NOT_FOUND" in found
        assert "trouble" in found
        assert not chromium.complaints(driver)  # each is told once
        (image,) = driver.execute_script(IMAGES)
        assert not image["wide"] and not image["alt"]
        wide, window = driver.execute_script(WIDTHS)
        assert wide > window
        ground, text = driver.execute_script(LUMINANCES)
        assert ground > text  # black on white: no dark mode here
