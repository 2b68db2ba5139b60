"""MNIST from the internet: torchvision's own download, with its checksums and progress bar, and bounded waiting."""

import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

from digits.aside import written_aside
from digits.check import DataError, check

PROBE_SECONDS = 3.0  # to find out whether there is a network at all
STALL_SECONDS = 10.0  # without a single byte, in the middle of a download


class DownloadError(DataError):
    """MNIST could not be downloaded; the message is a clause that says why."""


def download(folder: Path) -> None:
    """Download the four files of MNIST (11 MB packed) and put them, unpacked, in `folder`/MNIST/raw.

    Asks torchvision's mirrors in their order, and leaves out those that don't answer within PROBE_SECONDS, so that it
    fails within seconds where there is no network. Nothing is left behind by a failure. Raises DownloadError.
    """
    from torchvision.datasets import MNIST

    reasons = dict(zip(MNIST.mirrors, _probe(MNIST.mirrors, MNIST.resources[0][0]), strict=True))
    for mirror in [mirror for mirror, reason in reasons.items() if reason is None]:
        try:
            with written_aside(Path(folder) / "MNIST") as aside, _impatient():
                _fetch(MNIST, mirror, aside)
            return
        except (OSError, RuntimeError, HTTPException) as error:  # RuntimeError: torchvision's, for a wrong checksum
            reasons[mirror] = _why(error)
    raise DownloadError("; ".join(f"{_host(mirror)}: {reason}" for mirror, reason in reasons.items()))


def _fetch(mnist: type, mirror: str, aside: Path) -> None:
    """Have torchvision's `mnist` download from `mirror` alone; the folder's content becomes MNIST's (raw/…)."""
    # torchvision names its folder after the class. One mirror at a time: it gives up on some errors of the first.
    one_mirror = type("MNIST", (mnist,), {"mirrors": [mirror]})
    one_mirror(aside, download=True)
    for packed in (aside / "MNIST" / "raw").glob("*.gz"):
        packed.unlink()
    check(aside)
    (aside / "MNIST" / "raw").rename(aside / "raw")
    (aside / "MNIST").rmdir()


def _probe(mirrors: list[str], name: str) -> list[str | None]:
    """Why each mirror can't be used, or None where it answers. All are asked at once, in PROBE_SECONDS.

    In threads, because looking up a host's name knows no time limit; daemons, so that none holds up the exit.
    """
    reasons: list[str | None] = ["no answer"] * len(mirrors)

    def ask(index: int) -> None:
        try:
            request = urllib.request.Request(mirrors[index] + name, method="HEAD")
            urllib.request.urlopen(request, timeout=PROBE_SECONDS).close()
            reasons[index] = None
        except Exception as error:  # whatever it is, this mirror is of no use
            reasons[index] = _why(error)

    threads = [threading.Thread(target=ask, args=(index,), daemon=True) for index in range(len(mirrors))]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + PROBE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    return list(reasons)


@contextmanager
def _impatient() -> Iterator[None]:
    """Let no socket wait longer than STALL_SECONDS: torchvision sets no limit of its own."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(STALL_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


def _why(error: Exception) -> str:
    """A few words for why a download failed."""
    reason = getattr(error, "reason", error)  # urllib wraps the system's own error
    text = getattr(reason, "strerror", None) or str(reason)
    if "corrupted" in text:
        return "what it sent is not MNIST (wrong checksum)"
    return text.strip().splitlines()[-1] if text.strip() else type(error).__name__


def _host(mirror: str) -> str:
    return mirror.split("/")[2]
