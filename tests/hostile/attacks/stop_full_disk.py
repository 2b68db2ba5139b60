# what: fill the disk with what the job may write
# held: namespaces
# open: fill the disk
# passes: yes

import os


def attack():
    written = 0
    for number in range(6):
        try:
            with open(f"file{number}", "wb") as file:
                os.posix_fallocate(file.fileno(), 0, 100_000_000)
            written += 100_000_000
        except OSError:
            pass
    return written < 300_000_000
