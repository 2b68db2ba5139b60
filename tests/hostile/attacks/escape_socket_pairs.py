# what: get a socket of another kind by way of a pair

import socket


def attack():
    got = []
    for family in range(2, 46):
        for kind in (1, 2, 4, 5):
            try:
                got.append(socket.socketpair(family, kind))
            except OSError:
                pass
    return got
