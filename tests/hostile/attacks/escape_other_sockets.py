# what: open every other kind of socket: netlink, packets, raw, virtual machines, the kernel's crypto, Bluetooth, TIPC

import socket


def attack():
    opened = []
    for family in range(2, 46):
        for kind in (1, 2, 3, 5):
            try:
                opened.append(socket.socket(family, kind))
            except OSError:
                pass
    return opened
