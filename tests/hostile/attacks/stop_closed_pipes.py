# what: close the pipes, or let them not wait, so that whoever writes there later fails
# passes: yes

import fcntl
import os


def attack():
    for number in (0, 1, 2):
        flags = fcntl.fcntl(number, fcntl.F_GETFL)
        fcntl.fcntl(number, fcntl.F_SETFL, flags | os.O_NONBLOCK | os.O_ASYNC)
    fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, 4096)
    try:
        os.write(1, b"x" * 10_000_000)
    except OSError:
        pass
    os.close(1)
    os.close(2)
    return True
