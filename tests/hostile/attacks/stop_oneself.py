# what: stop one's own processes by a signal, and wait for ever
# exercise: 2.1
# within: 40

import os
import signal
import time


def attack():
    if not os.fork():
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(1000)
    os.kill(os.getpid(), signal.SIGSTOP)
    time.sleep(1000)
