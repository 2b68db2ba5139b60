# what: type into the user's terminals

import fcntl
import glob
import os
import termios


def attack():
    for path in [
        "/dev/tty",
        "/dev/console",
        *glob.glob("/dev/pts/*"),
        *glob.glob("/dev/tty*"),
        *glob.glob("/proc/*/fd/0"),
    ]:
        try:
            fcntl.ioctl(os.open(path, os.O_RDWR | os.O_NOCTTY), termios.TIOCSTI, b"x")
            return True
        except OSError:
            pass
    try:
        os.openpty()
        return True
    except OSError:
        return False
