# what: reach files outside by a descriptor that was left open: of the worker's folder, a pipe of the judge, the old root

import os
import stat


def attack():
    for name in os.listdir("/proc/self/fd") if os.path.exists("/proc/self/fd") else map(str, range(1024)):
        try:
            status = os.fstat(int(name))
        except OSError:
            continue
        target = os.readlink(f"/proc/self/fd/{name}")
        if stat.S_ISDIR(status.st_mode) and not target.startswith("/proc/"):
            return True
        if stat.S_ISSOCK(status.st_mode) or (stat.S_ISFIFO(status.st_mode) and int(name) > 2):
            return True
    return False
