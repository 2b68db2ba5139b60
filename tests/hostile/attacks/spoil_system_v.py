# what: leave System V's shared memory, semaphores and queues behind

import ctypes


def attack():
    libc = ctypes.CDLL(None)
    return max(libc.shmget(4712, 1_000_000, 0o1600), libc.semget(4712, 1, 0o1600), libc.msgget(4712, 0o1600)) >= 0
