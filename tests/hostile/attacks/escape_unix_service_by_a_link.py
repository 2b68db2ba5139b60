# what: ask a service by a path that leads round: a link, and a folder that was opened
# held: namespaces
# open: services of yours

import os
import socket


def attack():
    os.symlink(UNIX, "link.sock")
    with socket.socket(socket.AF_UNIX) as ours:
        ours.connect("link.sock")
        return ours.recv(10) == b"yes"
