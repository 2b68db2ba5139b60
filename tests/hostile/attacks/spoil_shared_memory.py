# what: leave something in shared memory, of System V, of POSIX, and as a queue
# held: namespaces
# open: shared memory
# passes: yes

import ctypes
import os


def attack():
    libc = ctypes.CDLL(None)
    libc.shmget(4711, 1_000_000, 0o1600)
    libc.semget(4711, 1, 0o1600)
    libc.msgget(4711, 0o1600)
    with open(f"/dev/shm/{MARKER}", "wb") as file:
        file.write(b"x" * 1_000_000)
    os.makedirs(f"/dev/shm/{MARKER}-folder/{MARKER}")
    return True
