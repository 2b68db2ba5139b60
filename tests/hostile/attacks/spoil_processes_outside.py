# what: end, stop and slow down the judge, the worker, and all else that runs

import os
import signal


def attack():
    for pid in (JUDGE, os.getppid()):
        for number in (0, signal.SIGURG, signal.SIGCONT, signal.SIGSTOP, signal.SIGKILL):
            try:
                os.kill(pid, number)
                if pid not in (0, 1, os.getpid()):
                    return True
            except OSError:
                pass
    return False
