# what: spread the memory over many processes, so that none of them takes much
# within: 60

import os
import time


def attack():
    for _ in range(20):
        if not os.fork():
            hoard = []
            for _ in range(4):
                hoard.append(bytearray(b"x") * (100 * 2**20))
                time.sleep(0.2)
            time.sleep(100)
    time.sleep(100)
