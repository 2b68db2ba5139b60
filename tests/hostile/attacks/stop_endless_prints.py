# what: print without an end
# within: 40

import os


def attack():
    line = b"x" * 65536
    while True:
        os.write(1, line)
