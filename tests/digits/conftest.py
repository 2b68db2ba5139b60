"""A home for the data apart from this machine's own, and a mirror of MNIST on this machine."""

import gzip
import hashlib
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import digits.data
from digits import rendered
from digits.check import SPLITS, images_file, labels_file


@pytest.fixture(scope="session")
def whole(tmp_path_factory) -> Path:
    """A folder with 40 training and 20 test digits; read it, don't write to it."""
    root = tmp_path_factory.mktemp("whole") / "digits"
    rendered.write(root, 40, 20)
    return root


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """The folder that stands for the repo's `data/`, not made yet; DIGITS_DATA is not set."""
    home = tmp_path / "repo" / "data"
    monkeypatch.delenv("DIGITS_DATA", raising=False)
    monkeypatch.setattr(digits.data, "data_folders", lambda: [home, tmp_path / "cache"])
    small = rendered.write
    monkeypatch.setattr(rendered, "write", lambda root: small(root, 30, 20))  # the full number takes seconds
    return home


class Mirror(ThreadingHTTPServer):
    """Serves `files` (name → bytes) as `behaviour` says: "good", "garbage", "truncated", "stalled", "silent"."""

    daemon_threads = True

    def __init__(self, files: dict[str, bytes], behaviour: str):
        super().__init__(("127.0.0.1", 0), Answer)
        self.files, self.behaviour, self.slowness, self.sent = files, behaviour, 0.0, []
        self.over, self.waited_for = threading.Event(), []  # paths that someone asked for until the silence ended
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request, client_address):
        """A client that hangs up early is no error here."""


class Answer(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, with_body: bool) -> None:
        if self.server.behaviour == "silent":
            self.be_silent()
        body = self.server.files.get(self.path.lstrip("/"))
        if body is None:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not with_body:
            return
        time.sleep(self.server.slowness)
        if self.server.behaviour == "stalled":
            self.wfile.write(body[:100])
            self.wfile.flush()
            self.be_silent()
        changed = {"garbage": b"\0" * len(body), "truncated": body[: len(body) // 2]}
        self.wfile.write(changed.get(self.server.behaviour, body))
        self.server.sent.append(self.path)

    def be_silent(self) -> None:
        if not self.server.over.wait(60):
            self.server.waited_for.append(self.path)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def packed(whole) -> dict[str, bytes]:
    """The four files of `whole` as a mirror has them."""
    files = [named(whole, split) for split in SPLITS for named in (images_file, labels_file)]
    return {f"{file.name}.gz": gzip.compress(file.read_bytes(), mtime=0) for file in files}


@pytest.fixture
def mirrors(packed, monkeypatch):
    """A function of behaviours that starts a mirror for each, makes them torchvision's, and returns them."""
    from torchvision.datasets import MNIST

    started = []

    def start(*behaviours: str) -> list[Mirror]:
        started.extend(Mirror(packed, behaviour) for behaviour in behaviours)
        sums = [(name, hashlib.md5(body).hexdigest()) for name, body in packed.items()]
        monkeypatch.setattr(MNIST, "resources", sums)
        monkeypatch.setattr(MNIST, "mirrors", [mirror.url for mirror in started])
        return started

    yield start
    for mirror in started:
        mirror.over.set()
        mirror.shutdown()
        mirror.server_close()


@pytest.fixture
def offline(monkeypatch) -> None:
    """Mirrors on a port that nobody listens to."""
    from torchvision.datasets import MNIST

    monkeypatch.setattr(MNIST, "mirrors", ["http://127.0.0.1:9/", "https://127.0.0.1:9/"])
