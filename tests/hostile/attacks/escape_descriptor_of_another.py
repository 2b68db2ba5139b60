# what: open what the judge and the worker have open, by /proc/PID/fd and /proc/PID/root
# held: namespaces landlock

import os


def attack():
    for pid in {JUDGE, os.getppid()} - {0, 1}:
        for path in (
            f"/proc/{pid}/root{HOME}/letter.txt",
            f"/proc/{pid}/cwd/README.md",
            *(f"/proc/{pid}/fd/{n}" for n in range(8)),
        ):
            try:
                os.open(path, os.O_RDONLY | os.O_NONBLOCK)
                return True
            except OSError:
                pass
    return False
