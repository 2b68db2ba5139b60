"""The kernel that slides over a picture, moved as a reader would move it, and compared with conv2d. (One browser; about 3 seconds.)"""

import json

import pytest
import torch
import torch.nn.functional as F

from grader.book import INSTRUMENTS
from tests.helpers import COURSE

from . import browser as chromium
from .test_browser import WIDTHS

pytestmark = pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")

STATIC = COURSE.lessons / "_static"
LAST = 35
# With every kernel, from the first position to the last: what each step told, and what it showed as text.
WALK = """
const root = document.querySelector(".instrument"), select = root.querySelector("select");
const step = Array.from(root.querySelectorAll("button")).find(button => button.textContent === "step");
return Array.from(select.options, option => {
    select.value = option.value;
    select.dispatchEvent(new Event("change"));
    const seen = [];
    for (let at = 0; at < 36; at++) {
        if (at) step.click();
        const result = root.querySelectorAll("svg")[1].querySelectorAll("text");
        seen.push({ ...root.dataset, said: root.querySelector("[role=status]").textContent,
                    cells: Array.from(root.querySelectorAll("td"), cell => cell.textContent),
                    result: Array.from(result, text => text.textContent) });
    }
    return seen;
});
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A phone on which the instrument stands alone."""
    file = tmp_path_factory.mktemp("kernel") / "page.html"
    lines = ['<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">']
    lines += [f'<link rel="stylesheet" href="{(STATIC / "instruments.css").as_uri()}">']
    scripts = ("instruments", *INSTRUMENTS["kernel-slides"])
    lines += [f'<script defer src="{(STATIC / name).with_suffix(".js").as_uri()}"></script>' for name in scripts]
    lines += ['<div class="instrument" data-instrument="kernel-slides"></div>']
    file.write_text("\n".join(lines), encoding="utf-8")
    with chromium.browser("light", "phone") as driver:
        chromium.visit(driver, file)
        yield driver
        assert not chromium.complaints(driver)


@pytest.fixture(scope="module")
def walks(page):
    return page.execute_script(WALK)


def number(text: str) -> int:
    return int(text.replace("−", "-"))


def told(page) -> dict:
    """What the instrument tells of itself."""
    return page.execute_script("return {...document.querySelector('.instrument').dataset}")


def control(page, text: str):
    from selenium.webdriver.common.by import By

    return page.find_element(By.XPATH, f"//button[text()='{text}']")


def test_every_step_is_that_of_conv2d(walks):
    kernels = [torch.tensor(json.loads(walk[0]["kernel"])) for walk in walks]
    assert len({tuple(kernel.flatten().tolist()) for kernel in kernels}) == len(kernels) == 5
    picture = torch.tensor(json.loads(walks[0][0]["picture"]))
    patches = F.unfold(picture[None, None].float(), 3)[0].T.long()  # (36, 9)
    for kernel, walk in zip(kernels, walks, strict=True):
        expected = F.conv2d(picture[None, None], kernel[None, None])[0, 0].flatten().tolist()
        for at, seen in enumerate(walk):
            assert list(map(number, seen["result"])) == expected[: at + 1]  # filled in up to here, and no further
            products = [number(cell.partition("= ")[2]) for cell in seen["cells"]]
            assert products == (patches[at] * kernel.flatten()).tolist() and sum(products) == expected[at]
            row, column = divmod(at, 6)
            assert seen["said"].startswith(f"Row {row + 1}, column {column + 1} of the result: ")
            terms = seen["said"].partition(": ")[2].partition(" = ")[0]
            assert sum(map(number, terms.replace("+ ", "").replace("− ", "−").split())) == expected[at]
        place = divmod(expected.index(max(expected)), 6)
        assert seen["said"].endswith(f"The largest is {max(expected)}, in row {place[0] + 1}, column {place[1] + 1}.")


def test_the_kernel_of_the_lesson_is_among_them(walks):
    lesson = (COURSE.lessons / "2_model_and_loss.py").read_text(encoding="utf-8")
    kernels = [json.loads(walk[0]["kernel"]) for walk in walks]
    assert f"upright = torch.tensor({kernels[0]}" in lesson and kernels[1] == torch.tensor(kernels[0]).T.tolist()


def test_keys_buttons_and_touch_move_it(page):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    control(page, "start again").click()
    parts = page.find_element(By.CSS_SELECTOR, ".kernel-parts")
    for key, expected in [
        (Keys.ARROW_LEFT, 0), (Keys.ARROW_RIGHT, 1), (Keys.ARROW_DOWN, 7), (Keys.ARROW_LEFT, 6), (Keys.ARROW_UP, 0), (Keys.ARROW_UP, 0),
    ]:  # fmt: skip
        parts.send_keys(key)
        assert told(page)["step"] == str(expected)
    page.find_elements(By.CSS_SELECTOR, ".kernel-parts svg")[1].find_elements(By.CSS_SELECTOR, "g")[LAST].click()
    assert told(page)["step"] == str(LAST)
    control(page, "step").send_keys(Keys.ENTER)  # there is no further place
    assert told(page)["step"] == str(LAST)
    control(page, "back").send_keys(Keys.SPACE)
    assert told(page)["step"] == str(LAST - 1)
    control(page, "start again").click()
    control(page, "play").click()
    WebDriverWait(page, 10).until(lambda _: int(told(page)["step"]) >= 1)
    control(page, "pause").click()
    stopped = told(page)["step"]
    page.execute_async_script("setTimeout(arguments[0], 700)")  # longer than from one step to the next
    assert told(page)["step"] == stopped


def test_it_fits_a_phone_and_says_what_it_is(page):
    wide, window = page.execute_script(WIDTHS)
    assert wide <= window == 390
    texts = page.execute_script(
        "return Array.from(document.querySelectorAll('svg text'), text => text.getBoundingClientRect().height)"
    )
    assert min(texts) >= 10
    names = page.execute_script(
        "return Array.from(document.querySelectorAll('svg'), svg => svg.getAttribute('aria-label'))"
    )
    assert len(names) == 2 and "rows 1 to 3" in names[0] and "of 36" in names[1]
