# what: leave many thousand files
# passes: yes

import os


def attack():
    try:
        for number in range(15_000):
            os.close(os.open(f"file{number}", os.O_CREAT | os.O_WRONLY))
    except OSError:
        pass
    return True
