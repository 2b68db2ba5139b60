"""`python -m digits draw` as a browser meets it: who is refused, what is answered, what a student's code can't bring down.

Three children are started, each of which imports torch: about 10 seconds.
"""

import base64
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
import torch

from digits.weights import load_into
from tests.helpers import ROOT, SOLUTIONS
from tests.pads import served, stages, untrained_weights

PICTURE = (np.arange(784) % 256).astype(np.uint8).tobytes()

# What a network does at a picture whose first pixel is 1, 2, …
MOODS = """
    def forward(self, images):
        mood = round((images[0, 0, 0, 0].item() * 0.3081 + 0.1307) * 255)
        if mood == 1:
            raise ValueError("a bad mood")
        while mood == 2:
            pass
        if mood == 3:
            import os; os._exit(7)
        if mood == 4:
            return self.answer(images.detach().clone()).detach()
        if mood == 5:
            return self.answer(images) + 1
        return self.answer(images)
"""


class Client:
    """Asks as the page does, unless told otherwise."""

    def __init__(self, server):
        self.address, self.port = server.address, server.server_address[1]

    def ask(self, path: str, body: bytes | None = None, token: str | None = None, **headers):
        """(status, headers, body) of an answer; names of headers with _ for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        kind = {} if body is None else {"Content-Type": "application/octet-stream"}
        given = kind | {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            token = self.address.token if token is None else token
            connection.request("GET" if body is None else "POST", f"/{token}/{path}", body, given)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def json(self, path: str, body: bytes | None = None) -> dict:
        status, _, data = self.ask(path, body)
        assert status == 200, data
        return json.loads(data)


@pytest.fixture(scope="module")
def weights(tmp_path_factory):
    return untrained_weights(tmp_path_factory.mktemp("weights") / "weights.safetensors")


@pytest.fixture(scope="module")
def client(tmp_path_factory, weights):
    """A pad for the solutions' network."""
    with served(SOLUTIONS, weights, tmp_path_factory.mktemp("data") / "mine") as server:
        yield Client(server)


@pytest.fixture(scope="module")
def model(weights):
    """The same network here."""
    with stages(SOLUTIONS):
        from stage2_model import DigitCNN
    model = DigitCNN()
    load_into(model, weights)
    return model.train(False)


def floats(found: dict | str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(found if isinstance(found, str) else found["values"]), "<f4")


@pytest.mark.parametrize(
    "path, change",
    [
        ("", {"token": ""}),
        ("", {"token": "x" * 32}),
        ("static/page.js", {"token": "static"}),
        ("state", {"token": "é"[:0] + "wrong"}),
        ("", {"Host": "example.org"}),
        ("state", {"Host": "127.0.0.1"}),
        ("state", {"Origin": "https://example.org"}),
        ("state", {"Origin": "null"}),
        ("state", {"Sec_Fetch_Site": "cross-site"}),
        ("state", {"Sec_Fetch_Site": "same-site"}),
        ("keep?label=3", {"body": bytes(1568), "Content_Type": "text/plain"}),
        ("keep?label=3", {"body": bytes(1568), "Origin": "http://127.0.0.1:1"}),
        ("read", {"body": PICTURE, "token": "wrong"}),
    ],
)
def test_who_is_refused(client, path, change):
    status, headers, body = client.ask(path, **change)
    assert status == 403
    assert body.startswith(b"Refused")
    assert client.address.token.encode() not in body
    assert not [name for name in headers if name.startswith("Access-Control")]


def test_only_this_machine_can_ask(client):
    others = [
        each
        for each in psutil.Process().net_connections("inet")
        if each.laddr.port == client.port and each.status == "LISTEN"
    ]
    assert [each.laddr.ip for each in others] == ["127.0.0.1"]


def test_the_page_may_load_nothing_from_elsewhere(client):
    status, headers, body = client.ask("")
    assert status == 200
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert b"http" not in body


@pytest.mark.parametrize(
    "path", ["static/../server.py", "static/..%2fserver.py", "static/none.js", "server.py", "keep"]
)
def test_there_is_nothing_else(client, path):
    assert client.ask(path)[0] == 404


@pytest.mark.parametrize("body, status", [(bytes(783), 400), (bytes(0), 400), (bytes(100_000), 413)])
def test_what_is_no_picture(client, body, status):
    assert client.ask("read", body)[0] == status


def test_it_reads_as_torch_does(client, model):
    image = ((torch.tensor(list(PICTURE)).float() / 255 - 0.1307) / 0.3081).reshape(1, 1, 28, 28).requires_grad_()
    log_probs = model(image)[0]
    log_probs.max().backward()
    with torch.no_grad():
        first = torch.nn.functional.relu(torch.nn.functional.max_pool2d(model.conv1(image), 2))
        second = torch.nn.functional.relu(torch.nn.functional.max_pool2d(model.conv2(first), 2))
        units = torch.nn.functional.relu(model.fc1(second.flatten(1)))
    found = client.json("read?gradient=1", PICTURE)
    assert found["digit"] == log_probs.argmax().item()
    assert found["notes"] == []
    assert np.allclose(found["probabilities"], log_probs.exp().detach().numpy(), atol=1e-6)
    assert np.allclose(floats(found["gradient"]), image.grad.numpy().ravel(), atol=1e-6)
    assert np.abs(floats(found["gradient"])).max() > 1e-3
    for name, shape, values in (("conv1", [32, 12, 12], first), ("conv2", [16, 5, 5], second), ("fc1", [100], units)):
        assert found["inside"][name]["shape"] == shape
        assert np.allclose(floats(found["inside"][name]), values.numpy().ravel(), atol=1e-5)
    assert "gradient" not in client.json("read", PICTURE)
    assert np.allclose(floats(client.json("kernels")["conv1"]), model.conv1.weight.detach().numpy().ravel())


def test_my_test_set(client, model):
    assert client.json("mine")["labels"] == []
    pictures = np.random.default_rng(1).integers(0, 256, (3, 2, 784), dtype=np.uint8)
    for label, both in zip((4, 9, 4), pictures, strict=True):
        client.json(f"keep?label={label}", both.tobytes())
    mine = client.json("mine")
    assert mine["labels"] == [4, 9, 4]
    for number, way in enumerate(("mnist", "shrunk")):
        assert base64.b64decode(mine["ways"][way]["pictures"]) == pictures[:, number].tobytes()
        images = (torch.from_numpy(pictures[:, number]).float() / 255 - 0.1307) / 0.3081
        with torch.no_grad():
            assert mine["ways"][way]["digits"] == model(images.reshape(3, 1, 28, 28)).argmax(dim=1).tolist()
    client.json(f"forget?name={mine['names'][1]}", b"")
    assert client.json("mine")["labels"] == [4, 4]
    assert client.ask(f"forget?name={mine['names'][1]}", b"")[0] == 409
    for label in ("10", "x", "", "²"):
        assert (
            client.ask(f"keep?label={label.encode().hex() if label == '²' else label}", pictures[0].tobytes())[0] == 400
        )
    assert client.ask("keep?label=3", bytes(1568))[0] == 400  # a blank pad


def test_what_a_students_code_does_to_one_picture(tmp_path, weights):
    own = shutil.copytree(SOLUTIONS, tmp_path / "own", ignore=shutil.ignore_patterns("__pycache__"))
    file = own / "stage2_model.py"
    text = file.read_text(encoding="utf-8")
    text = text.replace("    def forward(", "    def answer(").replace(
        "# %% [markdown]\n# ## 2.4", f"{MOODS}\n# ## 2.4"
    )
    file.write_text(text, encoding="utf-8")

    def line(part: str) -> int:
        return next(number for number, each in enumerate(text.splitlines(), 1) if part in each)

    def picture(mood: int) -> bytes:
        return bytes([mood]) + PICTURE[1:]

    with served(own, weights, tmp_path / "mine", seconds=2.0) as server:
        client = Client(server)
        fault = client.json("read", picture(1))["fault"]
        assert fault["message"] == "ValueError: a bad mood"
        assert (fault["file"], fault["line"]) == ("stage2_model.py", line("a bad mood"))
        fault = client.json("read?gradient=1", picture(4))["fault"]
        assert fault["message"].startswith("No gradient comes back")
        found = client.json("read", picture(5))
        assert "sum to 2.72, not to 1" in found["notes"][0]
        assert sum(found["probabilities"]) == pytest.approx(1)
        version = client.json("state")["version"]
        fault = client.json("read", picture(2))["fault"]
        assert fault["message"] == "Your code took too long while DigitCNN read a picture."
        assert fault["line"] in (line("while mood == 2"), line("while mood == 2") + 1)
        assert len(client.json("read", picture(0))["probabilities"]) == 10, "it was not started again"
        assert client.json("state")["version"] == version

        # It is saved with other names of its layers, and without a word from anybody it is there.
        file.write_text(
            text.replace("self.conv2(x)", "F.conv2d(x, self.conv2.weight, self.conv2.bias)"), encoding="utf-8"
        )
        inside = client.json("read", picture(0))["inside"]
        assert inside["conv2"] == {"why_not": "forward never called self.conv2, so nothing was heard of it."}
        assert inside["conv1"]["shape"] == [32, 12, 12]
        assert client.json("state")["version"] == version + 1
        fault = client.json("read", picture(3))["fault"]
        assert "ended its process (exit status 7)" in fault["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_ctrl_c_leaves_nothing_running(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "stage1_data.py").write_text("while True: pass\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "digits",
        "draw",
        "--no-browser",
        "--submission",
        str(own),
        "--mine",
        str(tmp_path / "mine"),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8", cwd=tmp_path, env=environment)
    try:
        address = process.stdout.readline()
        assert address.startswith("Draw at http://127.0.0.1:")
        until = time.monotonic() + 60
        while not (children := psutil.Process(process.pid).children(recursive=True)):
            assert time.monotonic() < until
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert not psutil.wait_procs(children, timeout=10)[1]
    finally:
        process.kill()


def test_what_the_command_refuses(tmp_path, capsys):
    from digits.__main__ import main

    assert main(["draw", "--submission", str(tmp_path / "none")]) == 2
    assert "There is no folder" in capsys.readouterr().err
    assert main(["paint"]) == 2
    assert "python -m digits draw" in capsys.readouterr().err
    assert Path(tmp_path).exists()
