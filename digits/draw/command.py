"""`python -m digits draw`."""

import argparse
import signal
import sys
import threading
import webbrowser
from pathlib import Path

from digits.folders import data_folders
from digits.weights import NAME


def draw(arguments: list[str]) -> int:
    """Serve the page until Ctrl-C, or write what is to be exported; returns the exit status."""
    options = _options(arguments)
    if not options.submission.is_dir():
        print(
            f"There is no folder {options.submission}. Name the one with your stage files: --submission DIR",
            file=sys.stderr,
        )
        return 2
    if options.export:
        return _export(options)
    return _serve(options)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m digits draw", description="Draw a digit in the browser, and your own network reads it."
    )
    parser.add_argument(
        "--submission", type=Path, default=Path("exercises"), metavar="DIR", help="with your stage files (%(default)s)"
    )
    parser.add_argument(
        "--weights", type=Path, default=Path("out") / NAME, metavar="FILE", help="what stage 4 has saved (%(default)s)"
    )
    parser.add_argument("--mine", type=Path, metavar="DIR", help="keeps the drawings that you label (data/mine)")
    parser.add_argument("--port", type=int, default=0, help="of the page on this machine (any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="only print the page's address")
    parser.add_argument(
        "--export", type=Path, metavar="FILE", help="write one page to send to a friend, and serve none"
    )
    parser.add_argument("--name", help="whose network it is, for the title of the exported page")
    return parser.parse_args(arguments)


def _export(options: argparse.Namespace) -> int:
    from digits.draw.export import ExportError, export

    try:
        export(options.submission, options.weights, options.export, options.name)
    except ExportError as error:
        print(error, file=sys.stderr)
        return 1
    print(
        f"Wrote {options.export}. It needs neither Python nor a network: open it in any browser, or send it to a friend."
    )
    return 0


def _serve(options: argparse.Namespace) -> int:
    from digits.draw.desk import Desk
    from digits.draw.reader import Reader
    from digits.draw.server import Server, serve

    reader = Reader(options.submission, options.weights)
    try:
        server = Server(Desk(reader, options.mine or _mine()), options.port)
    except (OSError, OverflowError) as error:
        print(
            f"Port {options.port} can't be used: {error}. Leave --port out, and a free one is taken.", file=sys.stderr
        )
        return 1
    ending = threading.Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # not every system has them all
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: ending.set())
    serve(server)
    reader.refresh()
    print(f"Draw at {server.address.url}\nThe page is for this machine alone. Ctrl-C ends it.", flush=True)
    if not options.no_browser:
        webbrowser.open(server.address.url)
    try:
        while not ending.wait(0.5):  # on Windows a wait without an end hears no Ctrl-C
            pass
    finally:
        server.shutdown()
        server.server_close()
        reader.close()
    return 0


def _mine() -> Path:
    folders = data_folders()
    return (folders[0] if folders else Path("data").absolute()) / "mine"
