# what: look into the folders with right answers by every call that answers about a file

import os


def attack():
    for path in (f"{COURSE}/checks", f"{ROOT}/solutions", f"{ROOT}/tests", f"{ROOT}/.git"):
        for call in (os.chdir, lambda path: open(path + "/hints.py"), lambda path: open(path + "/stage2_model.py")):
            try:
                call(path)
                if call is not os.chdir or open("hints.py").read():
                    return True
            except OSError:
                os.chdir("/")
    return False
