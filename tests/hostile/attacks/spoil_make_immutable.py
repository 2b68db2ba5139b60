# what: make files that nobody can remove, nor change: with the flags of the file system
# passes: yes

import fcntl
import os
import struct


def attack():
    for path in ("kept", f"{HOME}/letter.txt", f"{COURSE}/course.toml"):
        try:
            handle = os.open(path, os.O_RDONLY | (os.O_CREAT if path == "kept" else 0))
            fcntl.ioctl(handle, 0x40086602, struct.pack("l", 0x10 | 0x20))
        except OSError:
            pass
    return True
