"""The page of `python -m digits draw`, used as a student uses it: one browser, one child. About 10 seconds on a quiet machine."""

import shutil
import time

import numpy as np
import pytest

from digits import idx
from digits.check import images_file
from tests.book.browser import browser, complaints, missing
from tests.pads import as_input, open_pad, reference, served, stroke

pytestmark = pytest.mark.skipif(missing() is not None, reason=missing() or "")
SEEN = """
const canvas = document.getElementById("seen");
return Array.from(canvas.getContext("2d").getImageData(0, 0, 28, 28).data);
"""


@pytest.fixture(scope="module")
def driver():
    with browser("light", "desktop") as driver:
        yield driver


@pytest.fixture
def page(driver, pad):
    """The page, with nothing drawn and nothing kept."""
    shutil.rmtree(pad[0].desk.mine, ignore_errors=True)
    open_pad(driver, pad[0].address.url)
    yield driver
    wrong = [each for each in complaints(driver) if f"asked for {pad[0].address.url}" not in each]
    assert not wrong


def wait(true, seconds: float = 20.0):
    """Return what `true()` gives, as soon as that is something."""
    until = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)
    return value


def find(driver, selector: str):
    return driver.find_element("css selector", selector)


def press(driver, *keys: str) -> None:
    find(driver, "body").send_keys(*keys)


def seen(driver) -> np.ndarray:
    """The picture that the page shows as the network's: (784, 3) colours."""
    return np.array(driver.execute_script(SEEN), dtype=np.uint8).reshape(784, 4)[:, :3]


def answer(driver) -> str:
    return find(driver, "#answer").text


def shares(driver) -> list[float]:
    """What the bars show, 0 … 1."""
    widths = driver.execute_script("return [...document.querySelectorAll('.bar-fill')].map((bar) => bar.style.width)")
    return [float(width.removesuffix("%")) / 100 for width in widths]


def strokes(driver) -> int:
    return driver.execute_script("return pad.strokes.length")


def test_a_stroke_is_read_as_torch_reads_it(page, pad):
    assert shares(page) == [0.0] * 10
    stroke(page)
    wait(lambda: answer(page) != "–")
    time.sleep(0.3)  # the end of the stroke too
    picture = seen(page)
    assert (picture == picture[:, :1]).all(), "it is not grey"
    assert picture.max() > 200
    right = reference(pad[1], as_input(picture[:, 0]))["log_probs"][0].exp()
    assert np.allclose(shares(page), right.numpy(), atol=1e-4)
    assert answer(page).startswith(f"It reads a {right.argmax().item()}, ")
    assert len(page.find_elements("css selector", "#conv1 canvas")) == 32
    assert len(page.find_elements("css selector", "#conv2 canvas")) == 16


def test_undo_and_clear_with_buttons_and_keys(page):
    stroke(page)
    stroke(page, [(0.3, 0.5), (0.7, 0.5)])
    wait(lambda: answer(page) != "–")
    before = page.execute_script("return pad.pixels().gray.reduce((sum, value) => sum + value)")
    find(page, "#undo").click()
    assert strokes(page) == 1
    assert 0 < page.execute_script("return pad.pixels().gray.reduce((sum, value) => sum + value)") < before
    stroke(page)
    press(page, "u")
    assert strokes(page) == 1
    press(page, "c")
    assert strokes(page) == 0
    wait(lambda: answer(page) == "–")
    assert seen(page).max() == 0
    stroke(page)
    find(page, "#clear").click()
    assert strokes(page) == 0


def test_a_finger_and_the_keyboard_draw_too(page):
    box = page.execute_script(
        "const b = document.getElementById('pad').getBoundingClientRect(); return [b.left, b.top]"
    )
    for kind, move in (("touchStart", 60), ("touchMove", 160), ("touchEnd", None)):
        points = [] if move is None else [{"x": box[0] + move, "y": box[1] + move}]
        page.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    assert strokes(page) == 1
    assert page.execute_script("return pad.strokes[0].length") >= 2
    press(page, "c")
    find(page, "#pad").send_keys(
        " ", *["\ue015"] * 5, " ", "\ue014"
    )  # pen down, five times the arrow down, pen up, right
    assert page.execute_script("return pad.strokes.map((stroke) => stroke.length)") == [6]
    wait(lambda: answer(page) != "–")


def test_the_switch_gives_another_picture_and_answer(page, pad):
    stroke(page, [(0.15, 0.15), (0.3, 0.15), (0.22, 0.35)])  # small, and in a corner
    wait(lambda: answer(page) != "–")
    time.sleep(0.3)
    prepared, first = seen(page)[:, 0], shares(page)
    press(page, "m")
    wait(lambda: shares(page) != first)
    shrunk = seen(page)[:, 0]
    rows = prepared.reshape(28, 28).any(axis=1).nonzero()[0]
    assert rows[-1] - rows[0] == 19, "it does not fill the box of 20 pixels"
    assert not shrunk.reshape(28, 28)[14:].any()
    assert not shrunk.reshape(28, 28)[:, 14:].any()
    for picture, shown in ((prepared, first), (shrunk, shares(page))):
        assert np.allclose(shown, reference(pad[1], as_input(picture))["log_probs"][0].exp().numpy(), atol=1e-4)
    find(page, 'input[value="mnist"]').click()
    wait(lambda: np.array_equal(seen(page)[:, 0], prepared))


def test_which_pixels_the_answer_hangs_on(page, pad):
    stroke(page)
    wait(lambda: answer(page) != "–")
    time.sleep(0.3)
    picture = seen(page)[:, 0]
    assert not find(page, "#legend").is_displayed()
    press(page, "p")
    wait(lambda: (seen(page)[:, 0] != seen(page)[:, 2]).any())
    assert find(page, "#legend").is_displayed()
    image = as_input(picture).requires_grad_()
    reference(pad[1], image)["log_probs"].max().backward()
    slopes, colours = image.grad.numpy().ravel(), seen(page).astype(int)
    strong = np.abs(slopes) > 0.3 * np.abs(slopes).max()
    red = colours[:, 0] > colours[:, 2]
    assert strong.sum() > 5
    assert np.array_equal(red[strong], slopes[strong] > 0)


def test_a_map_shows_its_kernel(page):
    stroke(page)
    buttons = wait(lambda: page.find_elements("css selector", "#conv1 button"))
    buttons[0].send_keys("\ue014\ue015")  # right, down: the tenth
    assert find(page, "#kernel h3").text == "conv1, kernel 10"
    assert page.execute_script("const c = document.querySelector('#kernel canvas'); return [c.width, c.height]") == [
        5,
        5,
    ]
    page.find_elements("css selector", "#conv2 button")[3].click()
    assert find(page, "#kernel h3").text == "conv2, kernel 4"
    assert "32 parts of 3 × 3" in find(page, "#kernel").text


def test_my_test_set(page, pad):
    press(page, "7")
    assert "nothing on the pad" in wait(lambda: find(page, "#kept").text)
    stroke(page)
    wait(lambda: answer(page) != "–")
    digit = int(answer(page).split()[3].rstrip(","))
    press(page, str(digit))
    wait(lambda: len(page.find_elements("css selector", "#drawings li")) == 1)
    assert find(page, "#kept").text == f"Kept as a {digit}."
    assert strokes(page) == 0
    stroke(page)
    other = (digit + 1) % 10
    page.find_elements("css selector", "#labels button")[other].click()
    wait(lambda: len(page.find_elements("css selector", "#drawings li")) == 2)
    first = find(page, "#drawings li").text
    assert first.startswith(f"your {other}, read as {digit}"), "the misread ones come first"
    assert "1 of 2 right (50 %)" in find(page, "#score").text
    assert "8.06 %" in find(page, "#score").text
    assert idx.read(images_file(pad[0].desk.mine, "t10k")).shape == (2, 28, 28)
    find(page, "#drawings li button").click()
    wait(lambda: len(page.find_elements("css selector", "#drawings li")) == 1)
    assert idx.read(images_file(pad[0].desk.mine / "shrunk", "t10k")).shape == (1, 28, 28)


def test_mnists_own_digits_are_prepared_already(page, mnist_root):
    digits = idx.read(images_file(mnist_root, "t10k"))[:60]
    page.execute_script("window.digits = arguments[0]", digits.reshape(60, 784).tolist())
    wrong = page.execute_script(
        """
        return digits.map((digit) => {
          const large = new Uint8Array(280 * 280).map((_, at) => digit[Math.floor(at / 2800) * 28 + Math.floor((at % 280) / 10)]);
          return ["mnist", "shrunk"].every((how) => prepare(large, 280, how).every((value, at) => value === digit[at]));
        }).filter((same) => !same).length
        """
    )
    assert wrong == 0


def test_what_is_wrong_stands_in_the_page(driver, pad, tmp_path):
    (tmp_path / "stage1_data.py").write_text("def build_transform(:\n", encoding="utf-8")
    with served(tmp_path, pad[1], tmp_path / "mine") as server:
        driver.get(server.address.url)
        wait(lambda: find(driver, "#fault").is_displayed())
        assert find(driver, "#fault-message").text.startswith("SyntaxError")
        assert find(driver, "#fault-place").text.startswith("stage1_data.py:1\n")
        (tmp_path / "stage1_data.py").write_text("", encoding="utf-8")
        wait(lambda: "This needs stage2_model.py" in find(driver, "#fault-message").text)  # without being asked
        assert "--submission DIR" in find(driver, "#fault-advice").text
