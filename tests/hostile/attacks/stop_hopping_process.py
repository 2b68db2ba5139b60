# what: fork all the time, and end the old self, so that no list of processes holds the one that runs
# passes: either
# within: 40

import os
import subprocess

HOP = """$0 = "%s"; eval { setpgrp }; $end = time + 20; while (time < $end) { exit if fork; }"""


def away():
    try:
        os.setsid()
    except OSError:
        pass


def attack():
    for number in range(4):
        subprocess.Popen(["perl", "-e", HOP % MARKER], preexec_fn=away)
    return True
