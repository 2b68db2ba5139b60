# what: leave thousands of files
# passes: yes

import os


def attack():
    try:
        for number in range(6_000):
            os.close(os.open(f"file{number}", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pass
    return True
