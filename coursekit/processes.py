"""Finds, measures and kills the processes below one, whatever they do meanwhile."""

import contextlib
import math
import os
import signal
import time
from pathlib import Path

import psutil


def descendants(pid: int, most: float = math.inf) -> list[int]:
    """The numbers of all processes below one, parents first; [] if it is gone.

    Args:
        pid: of the one.
        most: after so many it is not looked any further: who forks all the time would never let this end.
    """
    found, at = dict.fromkeys(children(pid)), 0
    order = list(found)
    while at < len(order) <= most:
        new = [each for each in children(order[at]) if each not in found]
        found |= dict.fromkeys(new)
        order += new
        at += 1
    return order


def children(pid: int) -> list[int]:
    """The numbers of a process's children; [] if it is gone."""
    if CHILDREN_FILES:
        return [int(each) for file in _threads(pid) for each in _text(file / "children").split()]
    try:
        return [each.pid for each in psutil.Process(pid).children()]
    except psutil.Error:
        return []


def resident(pid: int) -> int:
    """The bytes of memory that a process holds; 0 if it is gone."""
    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.Error:
        return 0


def starved(pid: int) -> float:
    """The seconds for which a process was ready to run and had no processor; 0.0 where the system does not tell."""
    with contextlib.suppress(ValueError, IndexError):
        return int(_text(Path(f"/proc/{pid}/schedstat")).split()[1]) / 1e9
    return 0.0


def kill_descendants(pid: int, seconds: float = 5.0) -> None:
    """Kill every process below one, also those that fork meanwhile, each time with the whole group that it is in.

    The groups of its children come first: that takes a moment, where hundreds that fork leave this process next to no
    processor to look for them all.

    Args:
        pid: of the process that stays.
        seconds: after which it is given up.
    """
    end, pause = time.monotonic() + seconds, 0.001
    while time.monotonic() < end:
        for each in children(pid):
            _kill(each, pid)
        alive = [each for each in descendants(pid) if _is_alive(each)]
        if not alive:
            return
        for each in alive:
            _kill(each, pid)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)  # who looks all the time keeps them from ending


def _kill(pid: int, stays: int) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg") and (group := os.getpgid(pid)) not in (os.getpgid(stays), os.getpgid(0)):
            os.killpg(group, signal.SIGKILL)  # at once, so that none of it can fork its way out
    with contextlib.suppress(psutil.Error):
        psutil.Process(pid).kill()


def _is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _threads(pid: int) -> list[Path]:
    with contextlib.suppress(OSError):
        return list(Path(f"/proc/{pid}/task").iterdir())
    return []


def _text(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="ascii")
    return ""


CHILDREN_FILES = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").is_file()
