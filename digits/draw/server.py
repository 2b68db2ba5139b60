"""Serves the page, to this machine alone."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from digits.draw.address import HEADERS, Address
from digits.draw.desk import Desk, RequestError

STATIC = Path(__file__).with_name("static")
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
MOST_BYTES = 2 * 784  # that any request sends


class Server(ThreadingHTTPServer):
    """Answers with what a `Desk` says; `address.url` is where the page is. Port 0 is any that is free."""

    daemon_threads = True
    allow_reuse_address = False  # on Windows it would let two servers share a port

    def __init__(self, desk: Desk, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.desk, self.address = desk, Address(self.server_address[1])

    def handle_error(self, request, client_address) -> None:
        """A browser that hangs up early is no error."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for all strokes
    disable_nagle_algorithm = True  # or an answer waits for the browser's acknowledgement
    wbufsize = -1
    timeout = 120

    def do_GET(self) -> None:
        self._answer(changing=False)

    def do_POST(self) -> None:
        self._answer(changing=True)

    def _answer(self, changing: bool) -> None:
        body = self._body() if changing else b""
        if body is None:
            return
        split = urlsplit(self.path)
        path = self.server.address.path_below(split.path)
        refused = self.server.address.refuses(self.headers, changing)
        if path is None or refused:
            self._send(
                403, "text/plain", f"Refused: {refused or 'the address is not the one that was printed'}.\n".encode()
            )
        elif not changing and (path == "" or path.startswith("static/")):
            self._file(path.removeprefix("static/") or "index.html")
        else:
            options = {name: values[-1] for name, values in parse_qs(split.query).items()}
            try:
                found = self.server.desk.answer(path, changing, options, body)
            except RequestError as error:
                self._send(error.status, "application/json", json.dumps({"error": str(error)}).encode())
            else:
                self._send(200, "application/json", json.dumps(found).encode())

    def _body(self) -> bytes | None:
        """What was sent; None, and refused, if that is too much or its length is not told."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            self.close_connection = True
            self._send(413, "text/plain", b"A drawing has 784 bytes.\n")
            return None
        return self.rfile.read(int(length))

    def _file(self, name: str) -> None:
        file = STATIC / name
        if "/" in name or "\\" in name or file.suffix not in TYPES or not file.is_file():
            self._send(404, "text/plain", b"There is nothing here.\n")
        else:
            self._send(200, TYPES[file.suffix], file.read_bytes())

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        text = kind.startswith("text/")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def log_message(self, *_) -> None:
        """Quiet: there is a request for every stroke."""


def serve(server: Server) -> threading.Thread:
    """Let it answer, in a thread of its own, until `server.shutdown()`."""
    thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    return thread
