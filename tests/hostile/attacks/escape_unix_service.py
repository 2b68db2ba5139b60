# what: ask a service of the user's for the answer, at its socket
# held: namespaces
# open: services of yours

import socket


def attack():
    with socket.socket(socket.AF_UNIX) as ours:
        ours.connect(UNIX)
        return ours.recv(10) == b"yes"
