# what: write into another process by /proc/PID/mem, and read what it has mapped

import os


def attack():
    for pid in {JUDGE, os.getppid()} - {0, 1}:
        for name, flags in (("mem", os.O_RDWR), ("mem", os.O_RDONLY), ("maps", os.O_RDONLY), ("auxv", os.O_RDONLY)):
            try:
                os.open(f"/proc/{pid}/{name}", flags)
                return True
            except OSError:
                pass
    return False
