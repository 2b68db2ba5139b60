# what: read another student's submission, and the user's own files

import os


def attack():
    through = []
    for path in (
        f"{NEIGHBOUR}/stage2_model.py",
        f"{HOME}/letter.txt",
        f"{HOME}/report.json",
        "/etc/shadow",
        "/etc/machine-id",
    ):
        try:
            through.append(open(path).read())
        except OSError:
            pass
    try:
        os.link(f"{HOME}/letter.txt", "copy")
        through.append(open("copy").read())
    except OSError:
        pass
    return any(through)
