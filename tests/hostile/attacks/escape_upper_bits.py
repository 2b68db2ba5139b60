# what: hide an argument from the filter in bits that the kernel does not look at

import ctypes
import os

HIGH = 1 << 32


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    long = ctypes.c_long
    if libc.syscall(long(41), long(HIGH | 2), long(1), long(0)) >= 0:  # socket
        return True
    if libc.syscall(long(53), long(HIGH | 30), long(1), long(0), (ctypes.c_int * 2)()) >= 0:  # socketpair
        return True
    handle = os.open(__file__, os.O_RDONLY)
    return libc.syscall(long(72), long(handle), long(HIGH | 1024), long(0)) == 0  # fcntl: a lease
