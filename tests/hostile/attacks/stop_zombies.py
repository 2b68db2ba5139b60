# what: leave processes that have ended, and that nobody waits for
# passes: yes

import os


def attack():
    for _ in range(15):
        if not os.fork():
            if not os.fork():
                os._exit(0)
            os._exit(0)
    return True
