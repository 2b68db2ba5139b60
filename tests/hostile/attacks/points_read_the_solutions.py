# what: read the solutions, wherever a course with solutions lies on this machine

import glob
import os


def attack():
    folders = [
        ROOT,
        NEIGHBOUR,
        *glob.glob("/home/*/*"),
        *glob.glob("/root/*"),
        *glob.glob("/opt/*"),
    ]
    for folder in folders:
        for name in ("stage2_model.py", "solutions/stage2_model.py", "build/lib/grader/checks/hints.py", ".git/HEAD"):
            try:
                if "submission" not in folder and open(os.path.join(folder, name)).read():
                    return True
            except OSError:
                pass
    return False
