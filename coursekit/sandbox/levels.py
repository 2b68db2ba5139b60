"""How well this machine can confine a job: three levels, what each holds, and what would raise it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .landlock import CUTS, SCOPED, TCP_KNOWN, landlock_version

NAMESPACES, LANDLOCK, NONE = "namespaces", "landlock", "none"
LEVELS = (NAMESPACES, LANDLOCK, NONE)  # the best one first

HELD = {
    NAMESPACES: "it sees its own files and Python's, no other files or processes, and no network",
    LANDLOCK: "it reads its own files and Python's alone, and writes in a folder of its own alone",
}
NOT_HELD = {
    NAMESPACES: "",
    LANDLOCK: "it can see the names of your files and processes, ask services of yours that listen on a Unix socket (tmux, "
    "docker), fill the disk, and leave or spoil things in shared memory (/dev/shm)",
    NONE: "it can do what you can, and read the right answers too",
}


@dataclass(frozen=True)
class Protection:
    """What holds for the jobs of a worker.

    Attributes:
        level: one of LEVELS.
        filtered: whether system calls are filtered too.
        landlock: the version of Landlock that the kernel has.
        reasons: what kept it from being better, a sentence each.
    """

    level: str = NONE
    filtered: bool = False
    reasons: list[str] = field(default_factory=list)
    landlock: int = 0

    @property
    def best(self) -> bool:
        """Whether nothing better is known."""
        return self.level == NAMESPACES and self.filtered

    @property
    def holds(self) -> str:
        """What a submission cannot do, in a line; "" if nothing holds."""
        return HELD.get(self.level, "")

    @property
    def does_not_hold(self) -> str:
        """What a submission can do all the same, in a line; "" if nothing is known."""
        parts = [NOT_HELD[self.level]]
        if self.level == LANDLOCK:
            parts += self._left_open_by_landlock()
        if not self.filtered and self.level == NAMESPACES:
            parts.append("every call of the system is open to it")
        return ", and ".join(part for part in parts if part)

    def _left_open_by_landlock(self) -> Iterator[str]:
        if self.landlock < SCOPED:
            yield "send signals to your processes"
        if not self.filtered and self.landlock < CUTS:
            yield "cut your files short"
        if not self.filtered:
            ways = "in other ways than TCP" if self.landlock >= TCP_KNOWN else "as it likes"
            yield f"use the network {ways}"
            yield "change limits and priorities of your processes, and permissions and times of your files"
            yield "leave shared memory of System V behind"

    @property
    def line(self) -> str:
        """One line for a summary."""
        if self.best:
            return f"Shut in: {self.holds}."
        if self.level == NONE:
            return f"Not shut in: {self.does_not_hold}: grade only code that you trust."
        return f"Shut in, but not wholly: {self.holds}; but {self.does_not_hold}."

    def write(self, path: Path) -> None:
        """As JSON, for the judge."""
        path.write_text(json.dumps(asdict(self)), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Protection":
        """What `write` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def find_protection(room, most: str = NAMESPACES) -> Protection:
    """Try what this machine gives. This process must have one thread, and no privileges are needed.

    Args:
        room: that a job would get.
        most: the level that is not to be passed.
    """
    reasons = []
    if sys.platform != "linux":
        return Protection(NONE, False, [f"{_system_name()} has no means for it that needs no set-up; Linux has"])
    if most == NONE:
        return Protection(NONE, False, ["the level none was asked for"])
    level = NONE
    if most == NAMESPACES:
        from .namespaces import can_move_in

        if refused := can_move_in(room):
            reasons.append(f"no namespaces: {refused}")
        else:
            level = NAMESPACES
    else:
        reasons.append(f"the level {most} was asked for")
    if level == NONE:
        level = LANDLOCK if landlock_version() else NONE
        reasons += [] if level == LANDLOCK else ["no Landlock: this kernel does not have it, or it is switched off"]
    filtered = False
    if level != NONE:
        try:
            from .syscalls import build_filter

            build_filter(level == NAMESPACES)
            filtered = True
        except (ImportError, OSError, RuntimeError) as error:
            reasons.append(f"no filter of system calls: {error}")
    return Protection(level, filtered, reasons, landlock_version())


def _system_name() -> str:
    return {"darwin": "macOS", "win32": "Windows"}.get(sys.platform, sys.platform)
