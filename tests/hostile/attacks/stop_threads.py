# what: leave threads that never end, and something to be done at the exit
# passes: yes

import atexit
import threading
import time


def attack():
    for _ in range(20):
        threading.Thread(target=time.sleep, args=(1000,)).start()
    atexit.register(time.sleep, 1000)
    return True
