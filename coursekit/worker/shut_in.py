"""Shuts a forked job in, at the level that was found."""

import os
import tempfile
from pathlib import Path

from ..course import ENGINE, Course
from ..sandbox import linux, namespaces
from ..sandbox.landlock import CUTS, all_but, confine, landlock_version
from ..sandbox.levels import LANDLOCK, NAMESPACES, Protection
from ..sandbox.rooms import Room, room_of_python
from .channel import Channel
from .limits import limit_process


class Door:
    """What every job of a worker goes through.

    Args:
        course: whose jobs they are.
        protection: as it was found for this worker.
    """

    def __init__(self, course: Course, protection: Protection) -> None:
        self.protection, self.room, self.filter = protection, room_of_worker(course), None
        if protection.filtered:
            from ..sandbox.syscalls import build_filter

            alone = protection.level == NAMESPACES
            self.filter = build_filter(alone, truncate=alone or landlock_version() >= CUTS)

    def before_fork(self) -> None:
        """To be called right before each fork."""
        if self.protection.level == NAMESPACES:
            namespaces.prepare_fork()

    def enter(self, job: Path, request: dict, channel: Channel) -> Path:
        """In the fork: shut it in; return the folder where it may write.

        Raises:
            OSError: it could not be done.
        """
        level, submission = self.protection.level, Path(request["submission"])
        scratch = job / "scratch"
        scratch.mkdir()
        limit_process(channel.descriptors, level == NAMESPACES)
        given = [submission, *map(Path, request["readable"])]
        hidden = [Path(path) for path in request["hidden"]]
        if level == NAMESPACES:
            namespaces.enter(Room(self.room.readable, hidden), scratch, given)
        elif level == LANDLOCK:
            open_to_it = [path for each in self.room.readable for path in all_but(set(hidden), each.resolve())]
            confine([scratch, *DEVICE_FOLDERS], [*open_to_it, *given, *OF_THE_SYSTEM])
            linux.drop_capabilities(linux.READ_ANY_FILE)  # root's, for a submission that is another user's
        if self.filter:
            self.filter.load()
        os.environ["HOME"] = os.environ["TMPDIR"] = str(scratch)  # where loaders with processes put their sockets
        tempfile.tempdir = None
        return scratch


# Where nothing but a list of files can be allowed, these are needed too: threads ask for the processors, say.
OF_THE_SYSTEM = [Path(f"/proc/{name}") for name in ("self", "cpuinfo", "meminfo", "stat", "filesystems", "sys/vm")]
DEVICE_FOLDERS = [Path("/dev/shm"), *(Path("/dev", name) for name in ("null", "zero", "full", "random", "urandom"))]


def room_of_worker(course: Course) -> Room:
    """What the worker's code needs to read, a submission apart."""
    import importlib.util

    beside = [Path(importlib.util.find_spec(name).origin).resolve().parent for name in course.packages]
    return room_of_python([ENGINE, course.folder, *beside], course.root)
