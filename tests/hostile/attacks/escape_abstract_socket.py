# what: ask a service at a socket that has no file

import socket


def attack():
    with socket.socket(socket.AF_UNIX) as ours:
        ours.connect(ABSTRACT)
        return ours.recv(10) == b"yes"
