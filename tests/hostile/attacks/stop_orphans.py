# what: leave processes in sessions of their own, that take no signal
# passes: yes

import os
import subprocess


def away():
    try:
        os.setsid()
    except OSError:
        pass


def attack():
    command = f"trap '' TERM INT HUP QUIT; exec -a {MARKER} sleep 100"
    for _ in range(5):
        subprocess.Popen(["bash", "-c", command], preexec_fn=away)
        subprocess.Popen(["bash", "-c", f"({command}) & disown"])
    return True
