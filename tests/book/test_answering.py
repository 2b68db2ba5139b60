"""What a student does with the questions, in a real browser: guess, be wrong, read why, guess again; skip; come back later."""

import pytest

from grader.questions import read
from tests.helpers import COURSE

from . import browser as chromium

pytestmark = pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")

FORMULAS = "tex-svg.js"
FIRST = "document.querySelector('.guess')"
SEEN = """const guess = document.querySelectorAll(".guess")[arguments[0]];
    return Array.from(document.querySelectorAll("." + guess.dataset.veils), part =>
        (part.firstElementChild ?? part.firstChild.parentElement).checkVisibility()
        && (part.firstElementChild ? true : part.getAttribute("hidden") === null));"""
CONTRASTS = """
const linear = part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
const parts = colour => colour.match(/[\\d.]+/g).map(Number);
const ground = tag => { const [r, g, b, a = 1] = parts(getComputedStyle(tag).backgroundColor);
                        return a === 0 ? ground(tag.parentElement) : [r, g, b]; };
return Array.from(document.querySelectorAll(".guess *, .quiz *, .veil")).filter(tag =>
    tag.checkVisibility() && Array.from(tag.childNodes).some(node => node.nodeType === 3 && node.data.trim())).map(tag => {
        const [a, b] = [luminance(ground(tag)), luminance(parts(getComputedStyle(tag).color))];
        return [tag.textContent.slice(0, 30), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]; });
"""


@pytest.fixture(scope="module")
def driver():
    with chromium.browser("light", "desktop") as driver:
        # Formulas take seconds, and nothing here is about them.
        driver.execute_cdp_cmd("Network.enable", {})
        driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": [f"*{FORMULAS}*"]})
        yield driver


@pytest.fixture
def page(driver, book):
    """Opens a page as somebody sees it who has never been there."""

    def open_page(name: str):
        driver.get((book / f"{name}.html").as_uri())
        return driver

    yield open_page
    driver.execute_script("localStorage.clear()")
    assert not [line for line in chromium.complaints(driver) if FORMULAS not in line]


def choices(driver, guess: int, question: int = 0):
    """The buttons of a question, in order."""
    return driver.execute_script(
        'return Array.from(document.querySelectorAll(".guess")[arguments[0]].querySelectorAll("fieldset")[arguments[1]]'
        '.querySelectorAll("li > button"))', guess, question,
    )  # fmt: skip


def press(driver, button) -> None:
    driver.execute_script('arguments[0].scrollIntoView({block: "center", behavior: "instant"})', button)
    button.click()


def sentence(driver, button) -> str:
    """What stands under a button, if it can be seen."""
    says = 'const says = arguments[0].closest("li").querySelector(".says"); return says.hidden ? "" : says.textContent'
    return driver.execute_script(says, button)


def seen(driver, guess: int) -> list[bool]:
    """Of what a guess veils, which parts can be seen."""
    return driver.execute_script(SEEN, guess)


def test_guess_wrong_read_why_guess_right(page):
    driver = page("1_data")
    asked = read(COURSE.lessons / "questions" / "1_data.toml").guesses[0].questions[0]
    right = next(place for place, choice in enumerate(asked.choices) if choice.right)
    wrong = (right + 1) % len(asked.choices)
    buttons = choices(driver, 0)
    assert not any(seen(driver, 0)) and not any(sentence(driver, button) for button in buttons)
    press(driver, buttons[wrong])
    assert buttons[wrong].text == f"Not so: {asked.choices[wrong].text}"
    assert sentence(driver, buttons[wrong]) == asked.choices[wrong].says
    assert not any(seen(driver, 0)) and not sentence(driver, buttons[right])
    press(driver, buttons[right])
    assert buttons[right].text.startswith("Right: ") and sentence(driver, buttons[right]) == asked.choices[right].says
    assert all(seen(driver, 0)) and not any(seen(driver, 1))
    driver.refresh()
    assert all(seen(driver, 0)), "remembered"
    assert sentence(driver, choices(driver, 0)[wrong]) and sentence(driver, choices(driver, 0)[right])


def test_show_me_lifts_the_veil_and_leads_there(page):
    driver = page("2_model_and_loss")
    button = driver.execute_script('return document.querySelector(".guess-skip button")')
    press(driver, button)
    assert all(seen(driver, 0)) and not any(seen(driver, 1)) and not button.is_displayed()
    assert driver.execute_script('return document.activeElement.classList.contains("cell_output")')
    driver.refresh()
    assert all(seen(driver, 0))


def test_a_screen_reader_does_not_tell_what_is_veiled(page):
    driver = page("1_data")
    picture = driver.execute_script(
        'return document.querySelectorAll(".guess")[3].parentElement.querySelector("img[alt^=Six]").alt'
    )

    def told() -> bool:
        page = driver.execute_cdp_cmd("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        named = driver.execute_cdp_cmd("Accessibility.queryAXTree", {"nodeId": page, "accessibleName": picture})[
            "nodes"
        ]
        return any(not node["ignored"] for node in named)

    assert picture and not told()
    chromium.lift_veils(driver)
    assert told()


def test_by_keyboard_alone(page):
    from selenium.webdriver.common.keys import Keys

    driver = page("3_training")
    driver.execute_script(f"const legend = {FIRST}.querySelector('legend'); legend.tabIndex = -1; legend.focus()")
    driver.switch_to.active_element.send_keys(Keys.TAB)
    first = driver.switch_to.active_element
    assert first == choices(driver, 0)[0]
    assert driver.execute_script("return getComputedStyle(arguments[0]).outlineStyle", first) == "solid"
    first.send_keys(Keys.ENTER)
    assert sentence(driver, first)
    first.send_keys(Keys.TAB)
    second = driver.switch_to.active_element
    second.send_keys(Keys.SPACE)
    assert sentence(driver, second) and second == choices(driver, 0)[1]


def test_break_it_asks_panel_by_panel(page):
    driver = page("3_training")
    guess = next(place for place in range(9) if len(seen(driver, place)) and choices_of(driver, place) == 9)
    shown = 'return Array.from(document.querySelectorAll(".guess")[arguments[0]].querySelectorAll("fieldset"), set => !set.hidden)'
    for panel in range(9):
        assert driver.execute_script(shown, guess) == [place <= panel for place in range(9)]
        assert not any(seen(driver, guess))
        driver.execute_script(
            'document.querySelectorAll(".guess")[arguments[0]].querySelectorAll("fieldset")[arguments[1]]'
            '.querySelector("[data-right]").click()', guess, panel,
        )  # fmt: skip
    assert all(seen(driver, guess)) and len(seen(driver, guess)) >= 3  # the figure, the numbers, and what they say
    assert [button.is_displayed() for button in choices(driver, guess, 1)] == [
        True,
        False,
        False,
    ]  # room for the figure


def choices_of(driver, guess: int) -> int:
    return driver.execute_script(
        'return document.querySelectorAll(".guess")[arguments[0]].querySelectorAll("fieldset").length', guess
    )


def test_an_open_question_takes_any_guess(page):
    driver = page("5_speed")
    asked = read(COURSE.lessons / "questions" / "5_speed.toml").guesses
    place = next(place for place, guess in enumerate(asked) if not any(one.right for one in guess.questions[0].choices))
    button = choices(driver, place)[1]
    press(driver, button)
    assert button.text.startswith("Your guess: ") and sentence(driver, button) and all(seen(driver, place))


def test_the_browsers_own_search_lifts_the_veil(page):
    driver = page("1_data")
    assert (
        driver.execute_script("return document.querySelector('.guess-answer-1').getAttribute('hidden')")
        == "until-found"
    )
    driver.execute_script("document.querySelector('.guess-answer-1').dispatchEvent(new Event('beforematch'))")
    assert all(seen(driver, 0))


def test_a_link_into_what_is_veiled_lifts_the_veil(page):
    driver = page("1_data")
    driver.execute_script(
        "document.querySelector('.guess-answer-2').firstElementChild.id = 'here'; location.hash = 'here'"
    )
    chromium.settle(driver)
    assert all(seen(driver, 1)) and not any(seen(driver, 0))


def test_the_quiz_counts_and_forgets(page):
    driver = page("4_evaluation")
    score = driver.execute_script('return document.querySelector(".quiz-score")')
    assert not driver.execute_script('return document.querySelectorAll(".quiz-list").length')
    assert score.text == "0 of 5 answered"
    for place in range(5):
        driver.execute_script(
            'const set = document.querySelectorAll(".quiz fieldset")[arguments[0]];'
            'if (arguments[0] < 2) set.querySelector("li > button:not([data-right])").click();'
            'set.querySelector("[data-right]").click()', place,
        )  # fmt: skip
    assert score.text.startswith("3 of 5 at the first try")
    chromium.lift_veils(driver)
    driver.refresh()
    score = driver.execute_script('return document.querySelector(".quiz-score")')
    assert score.text.startswith("3 of 5 at the first try") and all(seen(driver, 1))
    press(driver, driver.execute_script('return document.querySelector(".ask-again button")'))
    assert score.text == "0 of 5 answered" and not any(seen(driver, 1))
    assert not driver.execute_script('return document.querySelectorAll(".says:not([hidden])").length')


def test_where_storage_is_refused_all_works_until_the_page_is_left(page):
    driver = page("1_data")
    refuse = "Object.defineProperty(Storage.prototype, 'setItem', {value() { throw new DOMException('refused') }})"
    script = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": refuse})
    try:
        driver.refresh()
        driver.execute_script(f"{FIRST}.querySelector('[data-right]').click()")
        assert all(seen(driver, 0))
        driver.refresh()
        assert not any(seen(driver, 0))
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_without_scripts_all_is_seen(page, book):
    from selenium.webdriver.common.by import By

    driver = page("1_data")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        driver.get((book / "1_data.html").as_uri())
        assert all(seen(driver, 0)) and all(seen(driver, 3))
        assert not any(tag.is_displayed() for tag in driver.find_elements(By.CSS_SELECTOR, ".guess, .quiz, .veil"))
        fold = driver.find_element(By.CSS_SELECTOR, ".quiz-list details")
        press(driver, fold.find_element(By.TAG_NAME, "summary"))
        assert "Right." in fold.text
    finally:
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_it_can_be_read(page, theme):
    driver = page("1_data")
    preference = {"name": "prefers-color-scheme", "value": theme}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [preference]})
    driver.execute_script(
        'document.querySelectorAll(".guess li > button").forEach((button, place) => place && button.click())'
    )
    found = driver.execute_script(CONTRASTS)
    assert len(found) > 40
    assert not [(text, contrast) for text, contrast in found if contrast < 4.5]
