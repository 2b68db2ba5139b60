# what: get privileges back in namespaces of one's own, by unshare, clone, clone3 and setns

import ctypes
import os

CLONE, CLONE3, SIGCHLD = 56, 435, 17


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    for flag in (0x10000000, 0x00020000, 0x20000000, 0x40000000, 0x08000000, 0x04000000, 0x02000000, 0x80, 0x10020000):
        if libc.unshare(flag) == 0:
            return True
        child = libc.syscall(CLONE, flag | SIGCHLD, 0, 0, 0, 0) if flag != 0x80 else -1
        if child == 0:
            os._exit(0)
        if child > 0:
            return True
        arguments = (ctypes.c_uint64 * 11)(flag, 0, 0, 0, SIGCHLD)
        child = libc.syscall(CLONE3, arguments, 88)
        if child == 0:
            os._exit(0)
        if child > 0:
            return True
    for name in ("user", "mnt", "pid", "net"):
        if libc.setns(os.open(f"/proc/self/ns/{name}", os.O_RDONLY), 0) == 0:
            return True
    return False
