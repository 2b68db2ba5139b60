# what: take hold of the worker, the judge and the first process by ptrace, and write into their memory

import ctypes
import os

PTRACE_ATTACH, PTRACE_SEIZE = 16, 0x4206
WRITEV, READV, PIDFD_OPEN, PIDFD_GETFD, KCMP = 311, 310, 434, 438, 312


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    others = {JUDGE, os.getppid(), 1} - {os.getpid(), 0}
    buffer = ctypes.create_string_buffer(8)
    ours = Vector(ctypes.addressof(buffer), 8)
    for pid in others:
        if libc.ptrace(PTRACE_SEIZE, pid, 0, 0) == 0 or libc.ptrace(PTRACE_ATTACH, pid, 0, 0) == 0:
            return True
        theirs = Vector(id(None), 8)
        for call in (READV, WRITEV):
            if libc.syscall(call, pid, ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0) > 0:
                return True
    return False
