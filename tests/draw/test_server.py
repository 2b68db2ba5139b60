"""`python -m digits draw` as a browser meets it: who is refused, what is answered, what a student's code can't bring down.

Four children are started, each of which imports torch: about 10 seconds on a quiet machine.
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
from safetensors.torch import load_file

from tests.helpers import ROOT, SOLUTIONS
from tests.pads import as_input, reference, served

PICTURE = (np.arange(784) % 256).astype(np.uint8).tobytes()

# Without torchvision, which takes as long to import as torch.
TRANSFORM = """
import numpy, torch

def build_transform():
    return lambda image: (torch.from_numpy(numpy.array(image))[None].float() / 255 - 0.1307) / 0.3081
"""

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
def client(pad):
    return Client(pad[0])


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


def test_it_reads_as_torch_does(client, pad):
    image = as_input(list(PICTURE)).requires_grad_()
    right = reference(pad[1], image)
    log_probs = right["log_probs"][0]
    log_probs.max().backward()
    found = client.json("read?gradient=1", PICTURE)
    assert found["digit"] == log_probs.argmax().item()
    assert found["notes"] == []
    assert np.allclose(found["probabilities"], log_probs.exp().detach().numpy(), atol=1e-6)
    assert np.allclose(floats(found["gradient"]), image.grad.numpy().ravel(), atol=1e-6)
    assert np.abs(floats(found["gradient"])).max() > 1e-3
    for name, shape in {"conv1": [32, 12, 12], "conv2": [16, 5, 5], "fc1": [100]}.items():
        assert found["inside"][name]["shape"] == shape
        layer, values = found["inside"][name], right[name].detach().numpy().ravel()
        greys = np.frombuffer(base64.b64decode(layer["values"]), np.uint8)
        assert layer["highest"] == pytest.approx(values.max(), abs=1e-5)
        assert np.allclose(greys, 255 * values / values.max(), atol=0.51)
    assert "gradient" not in client.json("read", PICTURE)
    assert np.array_equal(floats(client.json("kernels")["conv1"]), load_file(pad[1])["conv1.weight"].numpy().ravel())


def test_my_test_set(client, pad):
    shutil.rmtree(pad[0].desk.mine, ignore_errors=True)
    assert client.json("mine")["labels"] == []
    pictures = np.random.default_rng(1).integers(0, 256, (3, 2, 784), dtype=np.uint8)
    for label, both in zip((4, 9, 4), pictures, strict=True):
        client.json(f"keep?label={label}", both.tobytes())
    mine = client.json("mine")
    assert mine["labels"] == [4, 9, 4]
    for number, way in enumerate(("mnist", "shrunk")):
        assert base64.b64decode(mine["ways"][way]["pictures"]) == pictures[:, number].tobytes()
        right = reference(pad[1], as_input(pictures[:, number]))["log_probs"].argmax(dim=1)
        assert mine["ways"][way]["digits"] == right.tolist()
    client.json(f"forget?name={mine['names'][1]}", b"")
    assert client.json("mine")["labels"] == [4, 4]
    assert client.ask(f"forget?name={mine['names'][1]}", b"")[0] == 409
    for label in ("10", "x", "", "%C2%B2"):
        assert client.ask(f"keep?label={label}", pictures[0].tobytes())[0] == 400
    assert client.ask("keep?label=3", bytes(1568))[0] == 400  # a blank pad


def test_what_a_students_code_does_to_one_picture(tmp_path, pad):
    own = tmp_path / "own"
    own.mkdir()
    (own / "stage1_data.py").write_text(TRANSFORM, encoding="utf-8")
    text = (SOLUTIONS / "stage2_model.py").read_text(encoding="utf-8")
    text = text.replace("    def forward(", "    def answer(").replace(
        "# %% [markdown]\n# ## 2.4", f"{MOODS}\n# ## 2.4"
    )
    file = own / "stage2_model.py"
    file.write_text(text, encoding="utf-8")

    def line(part: str) -> int:
        return next(number for number, each in enumerate(text.splitlines(), 1) if part in each)

    def picture(mood: int) -> bytes:
        return bytes([mood]) + PICTURE[1:]

    with served(own, pad[1], tmp_path / "mine", seconds=2.0) as server:
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
        fault = client.json("read", picture(3))["fault"]
        assert "ended its process (exit status 7)" in fault["message"]

        # Saved, and without a word from anybody it is there.
        file.write_text(
            text.replace("self.conv2(x)", "F.conv2d(x, self.conv2.weight, self.conv2.bias)"), encoding="utf-8"
        )
        inside = client.json("read", picture(0))["inside"]
        assert inside["conv2"] == {"why_not": "forward never called self.conv2, so nothing was heard of it."}
        assert inside["conv1"]["shape"] == [32, 12, 12]
        assert client.json("state")["version"] == version + 1


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
