"""The instruments of lessons 2 and 3, pressed and turned in a real browser, and compared with what PyTorch gives.

A small page holds all of them; the last test opens the built book. Without the book, a few seconds.
"""

import itertools
import json
import math
import random
import re

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from grader.book import INSTRUMENTS
from grader.checks.training.train_step import MISTAKES
from tests.helpers import COURSE

from . import browser as chromium
from .test_browser import WIDTHS

pytestmark = pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")

STATIC = COURSE.lessons / "_static"
START = [-2.0, 14.0]
RIGHT = ["clear", "predict", "loss", "backward", "step"]
SENTENCES = {mistake.slug: mistake.because for mistake in MISTAKES}
SLUGS = {  # of the orders that the page offers
    "the right order": "",
    "never cleared": "missing-zero-grad",
    "cleared between backward and step": "zero-grad-before-step",
    "cleared at the end": "zero-grad-after-step",
    "step before backward": "step-before-backward",
    "no step": "missing-step",
    "no backward": "missing-backward",
    "two steps": "two-steps",
    "backward twice": "backward-twice",
    "loss computed again after the step": "loss-after-update",
}
FLAT = {"cleared between backward and step", "step before backward", "no step", "no backward"}
# Turns the sliders of one instrument to each of many settings; what the instrument then tells, as {name: text}.
TURN = """
const [name, settings] = arguments;
const root = document.querySelector(`[data-instrument="${name}"]`);
const sliders = Array.from(root.querySelectorAll("input[type=range]"));
return settings.map(setting => {
    setting.forEach((value, place) => { sliders[place].value = value; sliders[place].dispatchEvent(new Event("input")); });
    return {...root.dataset, said: root.querySelector("[role=status]").textContent};
});
"""
# Presses buttons of the training step in many orders, each from the start; all that is told after each press.
PRESS = """
const root = document.querySelector('[data-instrument="training-step"]');
const button = Object.fromEntries(Array.from(root.querySelectorAll("button"), tag => [tag.firstChild.data, tag]));
return arguments[0].map(order => {
    button["start again"].click();
    const seen = order.map(name => { button[name].click(); return {...root.dataset}; });
    button["run 20 rounds of my order"].click();
    return [seen, {...root.dataset}, root.querySelector("[role=status]").textContent];
});
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A browser in which all the instruments stand on one page."""
    file = tmp_path_factory.mktemp("instruments") / "page.html"
    scripts = dict.fromkeys(["instruments", *itertools.chain(*INSTRUMENTS.values())])
    lines = ['<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">']
    lines += [f'<link rel="stylesheet" href="{(STATIC / "instruments.css").as_uri()}">']
    lines += [f'<script defer src="{(STATIC / name).with_suffix(".js").as_uri()}"></script>' for name in scripts]
    lines += [f'<div class="instrument" data-instrument="{name}"></div>' for name in INSTRUMENTS]
    file.write_text("\n".join(lines), encoding="utf-8")
    with chromium.browser("light", "phone") as driver:
        chromium.visit(driver, file)
        assert not chromium.complaints(driver)
        yield driver
        assert not chromium.complaints(driver)


@pytest.fixture(scope="module")
def spring(page):
    """The measurements of the page, as columns of float64 (40, 1): loads in kg, lengths in cm."""
    load, length = page.execute_script("return [Spring.load, Spring.length]")
    return torch.tensor(load, dtype=torch.float64)[:, None], torch.tensor(length, dtype=torch.float64)[:, None]


def test_the_spring_is_that_of_the_lesson(page, spring):
    lesson = (COURSE.lessons / "3_training.py").read_text(encoding="utf-8")
    names = {"torch": torch}
    exec(re.search(r"torch\.manual_seed\(0\)\nload = .*\nlength = .*\n", lesson)[0], names)
    for ours, theirs in zip(spring, ("load", "length"), strict=True):
        assert torch.allclose(ours[:, 0].float(), names[theirs], atol=1e-6)
    assert page.execute_script("return Spring.START") == START
    assert "START = torch.tensor([-2.0, 14.0])" in lesson


def sgd(spring, rate: float, momentum: float, steps: int) -> torch.Tensor:
    """The path of torch.optim.SGD over all measurements: (steps + 1, 2)."""
    load, length = spring
    weights = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([weights], lr=rate, momentum=momentum)
    path = [weights.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        (weights[0] * load + weights[1] - length).square().mean().backward()
        optimizer.step()
        path.append(weights.detach().clone())
    return torch.stack(path)


def test_walks_are_those_of_sgd_and_the_limit_is_where_they_blow_up(page, spring):
    load, length = spring
    hessian = torch.autograd.functional.hessian(
        lambda weights: (weights[0] * load + weights[1] - length).square().mean(), torch.zeros(2, dtype=torch.float64)
    )
    steep = torch.linalg.eigvalsh(hessian)[1].item()
    drawn = random.Random(1)
    settings = [[drawn.randint(1, 100) / 100, drawn.randint(0, 19) / 20] for _ in range(12)]
    settings += [[0.2, 0], [0.47, 0], [0.46, 0], [0.45, 0], [0.69, 0.5], [0.68, 0.5], [1, 0.95]]
    stable = []
    for (rate, momentum), told in zip(settings, page.execute_script(TURN, "learning-rate", settings), strict=True):
        right = sgd(spring, rate, momentum, 40)
        path = torch.tensor(json.loads(told["path"]), dtype=torch.float64)
        assert torch.allclose(path, right, rtol=1e-7, atol=1e-7), (rate, momentum)
        loss = (right[-1][0] * load + right[-1][1] - length).square().mean().item()
        assert float(told["loss"]) == pytest.approx(loss, rel=1e-6)
        assert float(told["limit"]) == pytest.approx(2 * (1 + momentum) / steep, rel=1e-9)
        # One step of the velocity and the weights' distance from the lowest point, as a matrix: it shrinks them or not.
        one = torch.eye(2, dtype=torch.float64)
        step = torch.cat(
            [torch.cat([momentum * one, hessian], 1), torch.cat([-rate * momentum * one, one - rate * hessian], 1)]
        )
        stable.append(torch.linalg.eigvals(step).abs().max().item() < 1)
        assert told["stable"] == str(stable[-1]).lower(), (rate, momentum)
        assert ("Below the limit" if stable[-1] else "Above the limit") in told["said"]
    assert 3 < sum(stable) < len(stable) - 3


def test_the_map_is_drawn_where_it_should_be(page, spring):
    """The places of the path's dots give the map's scale; then every contour line has one loss, the lesson's levels."""
    drawn = """
    const root = document.querySelector('[data-instrument="learning-rate"]');
    const dots = Array.from(root.querySelectorAll("circle"), dot => [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))]);
    const rings = Array.from(root.querySelectorAll("ellipse"), ring => [0, 0.1, 0.3, 0.5, 0.8].map(part => {
        const point = ring.getPointAtLength(part * ring.getTotalLength());
        const {x, y} = new DOMPoint(point.x, point.y).matrixTransform(ring.transform.baseVal.consolidate().matrix);
        return [x, y];
    }));
    return [dots, rings, JSON.parse(root.dataset.path)];"""
    page.execute_script(TURN, "learning-rate", [[0.2, 0.5]])
    dots, rings, path = (torch.tensor(values, dtype=torch.float64) for values in page.execute_script(drawn))
    ones = torch.ones(len(dots), 1, dtype=torch.float64)
    scale = torch.linalg.lstsq(torch.cat([dots, ones], 1), path).solution  # (3, 2)
    assert torch.allclose(torch.cat([dots, ones], 1) @ scale, path, atol=0.01)
    load, length = (column[:, 0] for column in spring)
    weights = rings @ scale[:2] + scale[2]  # (levels, points, 2)
    losses = (weights[..., :1] * load + weights[..., 1:] - length).square().mean(-1)
    lesson = (COURSE.lessons / "3_training.py").read_text(encoding="utf-8")
    levels = torch.tensor(json.loads(re.search(r"LEVELS = (\[.*\])", lesson)[1]), dtype=torch.float64)
    assert torch.allclose(losses, levels[:, None].expand_as(losses), rtol=0.02)


class Program:
    """The lines of Python that the page shows, run by PyTorch on the spring."""

    def __init__(self, code: dict[str, str], spring, stale: bool = False):
        line = nn.Linear(1, 1).double()
        with torch.no_grad():
            line.weight.fill_(START[0]), line.bias.fill_(START[1])
        if stale:
            for parameter in line.parameters():
                parameter.grad = torch.full_like(parameter, 3.0)
        self.code, self.raised = code, ""
        optimizer = torch.optim.SGD(line.parameters(), lr=0.1)
        self.names = {"F": F, "line": line, "optimizer": optimizer, "x": spring[0], "y": spring[1]}

    def press(self, name: str) -> None:
        try:
            exec(self.code[name], self.names)
            self.raised = ""
        except (NameError, RuntimeError) as error:
            self.raised = f"{type(error).__name__}: {error}"

    def state(self) -> list:
        """Both weights, both gradients, the loss; nan for what is None or not defined."""
        line, loss = self.names["line"], self.names.get("loss")
        parts = [line.weight, line.bias, line.weight.grad, line.bias.grad, loss]
        return [math.nan if part is None else part.item() for part in parts]

    def rounds(self, order, count: int = 20) -> list[float]:
        """The loss at the end of each round; it ends where something is raised."""
        losses = []
        for _ in range(count):
            for name in order:
                self.press(name)
                if self.raised:
                    return losses
            if "loss" in self.names:
                losses.append(self.names["loss"].item())
        return losses


def shown_state(told: dict[str, str]) -> list[float]:
    """The same, as the page tells it."""
    parts = [told[key] for key in ("a", "b", "gradA", "gradB", "loss")]
    return [math.nan if part in ("None", "") else float(part) for part in parts]


@pytest.fixture(scope="module")
def code(page) -> dict[str, str]:
    """The line of Python on each of the five buttons."""
    found = page.execute_script("""
        const buttons = document.querySelectorAll('[data-instrument="training-step"] button:has(code)');
        return Array.from(buttons, tag => [tag.firstChild.data, tag.querySelector("code").textContent]);""")
    assert [name for name, _ in found] == RIGHT
    return dict(found)


def test_every_press_does_what_pytorch_does(page, spring, code):
    drawn = random.Random(2)
    orders = [drawn.choices(list(code), k=14) for _ in range(60)]
    orders += [RIGHT * 3, ["predict", "loss", "step", "backward", "loss", "backward"]]
    raised = set()
    for order, (seen, after, _said) in zip(orders, page.execute_script(PRESS, orders), strict=True):
        program = Program(code, spring)
        for name, told in zip(order, seen, strict=True):
            program.press(name)
            assert shown_state(told) == pytest.approx(program.state(), rel=1e-9, abs=1e-9, nan_ok=True), order
            assert bool(told["error"]) == bool(program.raised) and program.raised.startswith(told["error"]), order
            raised.add(told["error"])
        program = Program(code, spring)
        curve = program.rounds(order[:5] if order == RIGHT * 3 else order)  # repeats make one round
        assert shown_state(after) == pytest.approx(program.state(), rel=1e-6, nan_ok=True), order
        assert json.loads(after["curve"]) == pytest.approx(curve, rel=1e-6), order
    assert len(raised) == 4, "nothing, two kinds of names that are not defined, and backward a second time"


def test_orders_that_the_page_offers_are_called_what_the_grader_calls_them(page, spring, code):
    choose = """
    const root = document.querySelector('[data-instrument="training-step"]');
    const select = root.querySelector("select");
    return Array.from(select.options).slice(1).map(option => {
        select.value = option.value;
        select.dispatchEvent(new Event("change"));
        const order = Array.from(root.querySelectorAll("p"), line => line.textContent).find(text => text.startsWith("Order: "));
        return [option.value, order.slice(7).split(" → "), {...root.dataset}, root.querySelector("[role=status]").textContent];
    });"""
    told = page.execute_script(choose)
    assert {name: data["mistake"] for name, _, data, _ in told} == SLUGS
    for name, order, data, said in told:
        assert json.loads(data["curve"]) == pytest.approx(Program(code, spring).rounds(order), rel=1e-6), name
        assert SENTENCES.get(SLUGS[name], "This order trains as it should.") in said, name
        # An order that comes to something else than its curve shows is told why.
        early = "The curve is the right one, a round early." in said
        assert early == (name == "loss computed again after the step")
        assert ("twice the length" in said) == (name == "two steps")
        assert ("The weights never move" in said) == (name in FLAT)
    assert page.execute_script("return TrainingLoop.SENTENCES").items() <= SENTENCES.items()


def test_an_order_is_called_right_if_it_trains_even_on_gradients_that_were_left_behind(page, spring, code):
    orders = [list(order) for order in itertools.permutations(code)]
    right = Program(code, spring).rounds(code)
    good = []
    for order, (_seen, after, _said) in zip(orders, page.execute_script(PRESS, orders), strict=True):
        program = Program(code, spring, stale=True)
        losses = program.rounds(order)
        trains = not program.raised and losses == pytest.approx(right, rel=1e-9)
        assert (after["mistake"] == "") == trains, order
        good += [order] if trains else []
    assert len(good) == 3, "clear stands anywhere before backward, and the other four in their order"


def test_the_names_of_other_orders(page):
    orders = {
        "predict loss": "only-predicts",
        "clear predict loss backward predict loss backward step": "backward-more-than-once",
        "step clear predict loss backward": "step-before-backward",
        "clear predict loss backward step step step": "none by name",
        "clear predict": "none by name",
        "clear predict loss backward step " * 3: "",
    }
    pressed = page.execute_script(PRESS, [order.split() for order in orders])
    assert [after["mistake"] for _, after, _ in pressed] == list(orders.values())
    assert "No loss is computed" in pressed[4][2]


def test_positions_of_a_kernel_are_those_of_conv1d(page):
    drawn = random.Random(3)
    settings = [[drawn.randint(*ends) for ends in ((1, 16), (1, 7), (1, 5), (0, 4), (1, 4))] for _ in range(250)]
    settings += [[9, 3, 1, 0, 1], [9, 3, 2, 0, 1], [9, 3, 1, 1, 1], [9, 3, 1, 0, 2], [9, 3, 2, 1, 2], [1, 7, 5, 0, 4]]
    impossible = 0
    for setting, told in zip(settings, page.execute_script(TURN, "convolution-size", settings), strict=True):
        size, kernel, stride, padding, dilation = setting
        layer = nn.Conv1d(1, 1, kernel, stride, padding, dilation, bias=False)
        nn.init.ones_(layer.weight)
        row = torch.zeros(1, 1, size, requires_grad=True)
        try:
            out = layer(row)
        except RuntimeError:
            impossible += 1
            assert told["count"] == "0" and "It fits nowhere" in told["said"], setting
            continue
        assert int(told["count"]) == out.shape[-1], setting
        assert f"has {out.shape[-1]} position" in told["said"]
        out.sum().backward()
        unseen = [place + 1 for place in range(size) if row.grad[0, 0, place] == 0]
        assert json.loads(told["missed"]) == unseen, setting
        assert len(json.loads(told["starts"])) == out.shape[-1]
    assert 20 < impossible < 200


def test_softmax_has_the_temperature_that_the_slider_says(page):
    drawn = random.Random(4)
    settings = [[*(drawn.randint(-50, 50) / 10 for _ in range(3)), drawn.randint(-20, 20) / 20] for _ in range(60)]
    settings += [[2, 1, 0, 0], [5, -5, 5, -1], [2, 1, 0, 1]]
    for setting, told in zip(settings, page.execute_script(TURN, "temperature", settings), strict=True):
        heat = 10 ** setting[3]
        assert float(told["temperature"]) == pytest.approx(heat)
        right = torch.softmax(torch.tensor(setting[:3], dtype=torch.float64) / heat, dim=0)
        assert json.loads(told["probabilities"]) == pytest.approx(right.tolist(), abs=1e-12), setting
        equal = setting[:3].count(max(setting[:3])) > 1
        assert ("The highest scores are equal" in told["said"]) == equal


def test_all_can_be_done_with_the_keyboard_and_fits_a_phone(page):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    wide, window = page.execute_script(WIDTHS)
    assert wide <= window == 390
    for name in INSTRUMENTS:
        root = page.find_element(By.CSS_SELECTOR, f'[data-instrument="{name}"]')
        assert root.get_attribute("role") == "group" and root.get_attribute("aria-label")
        for slider in root.find_elements(By.CSS_SELECTOR, "input"):
            assert slider.accessible_name and slider.size["height"] >= 24
            before, told = root.get_attribute("outerHTML"), slider.get_attribute("aria-valuetext")
            slider.send_keys(
                Keys.ARROW_RIGHT if slider.get_attribute("value") != slider.get_attribute("max") else Keys.ARROW_LEFT
            )
            assert slider.get_attribute("aria-valuetext") != told and root.get_attribute("outerHTML") != before
            assert page.execute_script("return getComputedStyle(arguments[0]).outlineStyle", slider) == "solid"
        for control in root.find_elements(By.CSS_SELECTOR, "button, select"):
            assert control.accessible_name and control.size["height"] >= 44
        pictures = root.find_elements(By.CSS_SELECTOR, "svg[role=img]")
        assert pictures and all(picture.get_attribute("aria-label") for picture in pictures)
        said = page.execute_script(
            "return Array.from(arguments[0].querySelectorAll('svg text'), t => t.getBoundingClientRect().height)", root
        )
        assert not said or min(said) >= 10
    step = page.find_element(By.XPATH, "//button[text()='start again']")
    step.send_keys(Keys.ENTER)
    page.find_element(By.XPATH, "//button[starts-with(., 'predict')]").send_keys(Keys.SPACE)
    assert page.find_element(By.XPATH, "//p[starts-with(., 'Order: ')]").text == "Order: predict"


def test_the_book_has_them_and_loads_them_only_where_they_are(book, pages):
    shown = []
    heights = "return Array.from(document.querySelectorAll('.instrument'), r => [r.dataset.instrument, r.clientHeight])"
    with chromium.browser("dark", "phone") as driver:
        for name in ("2_model_and_loss", "3_training"):
            places = pages[book / f"{name}.html"].select(".instrument")
            assert places and not any(place.get_text(strip=True) for place in places), "seen where scripts are off"
            chromium.visit(driver, book / f"{name}.html")
            assert not chromium.complaints(driver)
            wide, window = driver.execute_script(WIDTHS)
            assert wide <= window
            shown += driver.execute_script(heights)
    assert {name for name, height in shown if height > 200} == set(INSTRUMENTS)
    scripts = {
        path.name: {tag["src"].split("/")[-1].split("?")[0] for tag in page.select("script[src]")}
        for path, page in pages.items()
    }
    assert "spring.js" in scripts["3_training.html"] and "spring.js" not in scripts["2_model_and_loss.html"]
    assert "instruments.js" not in scripts["index.html"]
