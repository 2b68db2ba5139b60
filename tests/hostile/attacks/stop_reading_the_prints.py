# what: read from the pipe of the prints, so that the worker's own mark does not reach the judge
# passes: yes

import os


def attack():
    try:
        other_end = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return True
    if not os.fork():
        while True:
            try:
                os.read(other_end, 65536)
            except BlockingIOError:
                pass
    return True
