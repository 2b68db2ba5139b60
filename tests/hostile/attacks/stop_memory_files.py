# what: keep memory in files without a name, and in pipes

import os


def attack():
    handle = os.memfd_create("hoard")
    os.ftruncate(handle, 2**33)
    return True
