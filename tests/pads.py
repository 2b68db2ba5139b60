"""The pad of `python -m digits draw` for tests and benchmarks: served, opened in a browser, drawn on."""

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from digits.draw.desk import Desk
from digits.draw.reader import Reader
from digits.draw.server import Server, serve
from digits.weights import save_weights
from tests.helpers import SOLUTIONS

if TYPE_CHECKING:
    import torch

SEVEN = [(0.25, 0.25), (0.72, 0.25), (0.5, 0.82)]  # corners of a stroke, as shares of the pad's side


@contextmanager
def served(submission: Path, weights: Path, mine: Path, seconds: float = 5.0):
    """A server of the pad for a submission; `seconds` is the patience with its code."""
    reader = Reader(submission, weights, seconds)
    server = Server(Desk(reader, mine))
    serve(server)
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        reader.close()


def reference(weights: Path, images: "torch.Tensor") -> dict[str, "torch.Tensor"]:
    """What the course's network makes of images (B, 1, 28, 28), written with functions: its two bricks, units, log_probs."""
    import torch.nn.functional as F
    from safetensors.torch import load_file

    state = load_file(weights)
    layers = {name: (state[f"{name}.weight"], state[f"{name}.bias"]) for name in ("conv1", "conv2", "fc1", "fc2")}
    first = F.max_pool2d(F.relu(F.conv2d(images, *layers["conv1"])), 2)
    second = F.max_pool2d(F.relu(F.conv2d(first, *layers["conv2"])), 2)
    units = F.relu(F.linear(second.flatten(1), *layers["fc1"]))
    log_probs = F.log_softmax(F.linear(units, *layers["fc2"]), dim=1)
    return {"conv1": first, "conv2": second, "fc1": units, "log_probs": log_probs}


def as_input(pictures) -> "torch.Tensor":
    """Grey values (N, 784), any integers in 0 … 255, as the network's input (N, 1, 28, 28)."""
    import torch

    return ((torch.as_tensor(pictures).float() / 255 - 0.1307) / 0.3081).reshape(-1, 1, 28, 28)


@contextmanager
def stages(folder: Path):
    """Stage files can be imported meanwhile from `folder`, and from nowhere else; they are forgotten afterwards."""
    before = sys.path[:]
    sys.path[:] = [str(folder), *(each for each in before if not (Path(each) / "stage1_data.py").exists())]
    _forget_stages()
    try:
        yield
    finally:
        sys.path[:] = before
        _forget_stages()


def _forget_stages() -> None:
    for name in [name for name in sys.modules if name.startswith("stage")]:
        del sys.modules[name]


def untrained_weights(file: Path) -> Path:
    """A file with the reference network's weights before training."""
    import torch

    with stages(SOLUTIONS):
        from stage2_model import DigitCNN
    torch.manual_seed(0)
    save_weights(file, DigitCNN(), accuracy=0.0806, seed=0, epochs=0, data="mnist")
    return file


def open_pad(driver, url: str, seconds: float = 60.0) -> None:
    """Open the page, and return when the network is loaded."""
    driver.get(url)
    until = time.monotonic() + seconds
    while driver.execute_script("return typeof version === 'undefined' ? null : version") is None:
        assert time.monotonic() < until, "the network was not loaded"
        time.sleep(0.05)


def stroke(driver, corners=SEVEN, steps: int = 8, pause: float = 0.0) -> None:
    """Draw one stroke on the pad with the browser's own mouse."""
    left, top, side = driver.execute_script(
        "const pad = document.getElementById('pad'); pad.scrollIntoView({block: 'center'});"
        "const box = pad.getBoundingClientRect(); return [box.left, box.top, box.width]"
    )

    def mouse(kind: str, x: float, y: float, buttons: int) -> None:
        values = {"x": left + x * side, "y": top + y * side, "button": "left", "buttons": buttons, "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, **values})

    mouse("mousePressed", *corners[0], 1)
    for (x, y), (to_x, to_y) in zip(corners, corners[1:], strict=False):
        for step in range(1, steps + 1):
            mouse("mouseMoved", x + (to_x - x) * step / steps, y + (to_y - y) * step / steps, 1)
            time.sleep(pause)
    mouse("mouseReleased", *corners[-1], 0)
