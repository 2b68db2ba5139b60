# what: read the memory, files and environment of the parent process, and end it

import os
import signal


def attack():
    parent = os.getppid()
    names = ["mem", "environ", "maps"]
    try:
        names += [f"fd/{number}" for number in os.listdir(f"/proc/{parent}/fd")]
    except OSError:
        pass
    for name in names:
        try:
            os.close(os.open(f"/proc/{parent}/{name}", os.O_RDONLY | os.O_NONBLOCK))
            return True
        except OSError:
            pass
    if parent == 1:  # elsewhere it is the worker, which is replaced when it is killed
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP, signal.SIGSEGV, signal.SIGINT, signal.SIGUSR1):
            os.kill(parent, number)
    return False
