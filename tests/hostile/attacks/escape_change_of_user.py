# what: become another user, by a call or by a program that may

import ctypes
import os
import subprocess

# 6: to read any file, which root keeps where Landlock decides what may be read.


def attack():
    for call in (
        lambda: os.setuid(os.getuid() + 1),
        lambda: os.setgid(os.getgid() + 1),
        lambda: os.setgroups([0, 27, 999]),
    ):
        try:
            call()
            return True
        except OSError:
            pass
    status = open("/proc/self/status").read() if os.path.exists("/proc/self/status") else ""
    effective = [line.split()[1] for line in status.splitlines() if line.startswith(("CapEff", "CapPrm", "CapAmb"))]
    if any(int(each, 16) & ~6 for each in effective):
        return True
    if ctypes.CDLL(None).prctl(38, 0, 0, 0, 0) == 0:
        return True
    done = subprocess.run(["su", "-c", "id", "daemon"], capture_output=True, stdin=subprocess.DEVNULL)
    return b"daemon" in done.stdout
