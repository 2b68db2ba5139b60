"""An exported page in a real browser: it reads as PyTorch does, and asks nobody for anything. (About 10 seconds, mostly two imports of torch.)"""

import base64
import json
import re
import runpy

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from digits import idx
from digits.draw.command import draw as draw_command
from tests.book import browser as chromium
from tests.helpers import COURSE, SOLUTIONS

from .finger import draw

pytestmark = pytest.mark.skipif(chromium.missing() is not None, reason=chromium.missing() or "")

WEIGHTS = COURSE.lessons / "reference.safetensors"
COUNT = 1000
# The name is a piece of HTML: a page that took it as such would run it.
NAME = "Ada </script><script>document.title = 'fooled'</script>"

READ_ALL = """
const net = JSON.parse(document.getElementById("net").textContent), layers = loadNet(net);
const pixels = Uint8Array.from(atob(arguments[0]), letter => letter.charCodeAt(0));
const found = [];
const began = performance.now();
for (let at = 0; at < pixels.length; at += 784) found.push(runNet(layers, pixels.subarray(at, at + 784), net));
const took = performance.now() - began;
return { took, logProbs: found.map(one => Array.from(one.logProbs)),
         first: ["maps1", "maps2", "units"].map(key => Array.from(found[0][key])) };
"""
SEEN = """return Array.from(document.querySelector(".reader-seen canvas").getContext("2d").getImageData(0, 0, 28, 28).data)
  .filter((_, at) => at % 4 === 0)"""
SHARES = "return Array.from(document.querySelectorAll('.bar-share'), share => share.textContent)"
VERDICT = "return document.querySelector('.reader-verdict').textContent"
BREAK_OUT = """
const done = arguments[arguments.length - 1];
const refused = [];
document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective));
fetch("https://example.org/").catch(() => {}).then(() => {
  const image = new Image();
  image.src = "https://example.org/x.png";
  const script = document.createElement("script");
  script.textContent = "document.title = 'fooled'";
  document.body.append(script);
  setTimeout(() => done(refused), 200);
});
"""


@pytest.fixture(scope="module")
def net():
    """The reference network, as PyTorch has it."""
    model = runpy.run_path(str(SOLUTIONS / "stage2_model.py"))["DigitCNN"]()
    model.load_state_dict(load_file(WEIGHTS))
    return model.eval()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "my digits é.html"
    options = ["--submission", str(SOLUTIONS), "--weights", str(WEIGHTS), "--export", str(file), "--name", NAME]
    assert draw_command(options) == 0
    return file


@pytest.fixture(scope="module")
def driver(page):
    with chromium.browser("light", "phone") as driver:
        chromium.visit(driver, page)
        yield driver


def through_pytorch(net, pixels: np.ndarray) -> torch.Tensor:
    """Log-probabilities of uint8 (N, 28, 28)."""
    with torch.no_grad():
        return net((torch.from_numpy(pixels.copy())[:, None].float() / 255 - 0.1307) / 0.3081)


@pytest.fixture(scope="module")
def pixels(request):
    """A thousand test digits, uint8 (N, 28, 28): MNIST's, or drawn ones where there is no MNIST."""
    try:
        root = request.getfixturevalue("mnist_root")
    except pytest.skip.Exception:
        root = request.getfixturevalue("rendered_root")
    return idx.read(root / "MNIST" / "raw" / "t10k-images-idx3-ubyte")[:COUNT]


def test_the_page_reads_a_thousand_digits_as_pytorch_does(driver, net, pixels):
    answer = driver.execute_script(READ_ALL, base64.b64encode(pixels.tobytes()).decode())
    expected = through_pytorch(net, pixels)
    found = torch.tensor(answer["logProbs"])
    assert found.shape == (COUNT, 10)
    assert (found - expected).abs().max() < 1e-4
    assert (found.argmax(1) == expected.argmax(1)).all()
    assert len(expected.argmax(1).unique()) == 10  # the net tells digits apart: it is trained
    print(f"\nlargest difference {(found - expected).abs().max():.1e}; {answer['took'] / COUNT:.2f} ms a digit")


def test_the_maps_on_the_way_are_those_of_the_net(driver, net, pixels):
    first = driver.execute_script(READ_ALL, base64.b64encode(pixels[:1].tobytes()).decode())["first"]
    kept = {}
    hooks = [
        layer.register_forward_hook(lambda _, __, out, name=name: kept.update({name: out}))
        for name, layer in net.named_children()
    ]
    through_pytorch(net, pixels[:1])
    for hook in hooks:
        hook.remove()
    pooled = [torch.relu(torch.max_pool2d(kept[name], 2)) for name in ("conv1", "conv2")]
    for found, expected in zip(first, [*pooled, torch.relu(kept["fc1"])], strict=True):
        assert torch.allclose(torch.tensor(found), expected.flatten(), atol=1e-4)


def test_what_is_drawn_with_a_finger_is_read(driver, net):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    buttons = {button.text: button for button in driver.find_elements(By.CSS_SELECTOR, "button")}
    assert driver.execute_script(VERDICT) == "Draw a digit." and not any(driver.execute_script(SEEN))
    draw(driver, (20, 8), (45, 8), (45, 30), (40, 48))  # a small 7 in the upper left corner
    read = {}
    for choice in ("shrunk", "mnist"):
        switch = driver.find_element(By.CSS_SELECTOR, f"input[value={choice}]")
        WebDriverWait(driver, 5).until(lambda _, switch=switch: switch.is_selected() or switch.click())
        seen = np.array(driver.execute_script(SEEN), np.uint8).reshape(28, 28)
        probabilities = through_pytorch(net, seen[None])[0].exp()
        shown = [int(re.search(r"\d+", text)[0]) for text in driver.execute_script(SHARES)]
        assert all(abs(share - 100 * p) <= 1 for share, p in zip(shown, probabilities.tolist(), strict=True)), shown
        assert driver.execute_script(VERDICT) == f"This reads as a {probabilities.argmax()}."
        read[choice] = seen
    rows = {choice: int(seen.any(axis=1).sum()) for choice, seen in read.items()}  # with ink
    assert rows["mnist"] == 20 and 12 <= rows["shrunk"] <= 15
    assert probabilities.argmax() == 7

    buttons["Undo"].click()
    driver.execute_async_script("requestAnimationFrame(() => setTimeout(arguments[0]))")
    assert driver.execute_script(VERDICT) == "Draw a digit." and not any(driver.execute_script(SHARES))


def test_the_page_fits_a_phone_and_complains_of_nothing(driver):
    wide, window = driver.execute_script("const d = document.documentElement; return [d.scrollWidth, d.clientWidth]")
    assert wide <= window
    assert not chromium.complaints(driver)


def test_the_page_says_whose_network_it_is(driver, page):
    assert driver.title == f"{NAME}’s digit reader"
    said = driver.execute_script("return document.querySelector('.reader-about').textContent")
    assert said.startswith(f"{NAME}’s network") and re.search(r"98\.\d\d % of MNIST’s test digits", said), said
    assert json.loads(re.search(r'id="net">\n(.*)\n</script>', page.read_text(encoding="utf-8"))[1])["std"] == (
        pytest.approx(0.3081, abs=1e-6)
    )


def test_nothing_leaves_the_page(driver):
    """The last test: what it tries stands in the console."""
    refused = driver.execute_async_script(BREAK_OUT)
    assert {"connect-src", "img-src", "script-src-elem"} <= set(refused)
    assert driver.title != "fooled"
