# what: write one file without an end, and one with a hole
# passes: yes

import os
import signal


def attack():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for size in (200_000_000, 2**40):
        try:
            with open("large", "wb") as file:
                os.ftruncate(file.fileno(), size)
            return False
        except OSError:
            pass
    return True
