# what: send and receive by UDP, on IPv4 and IPv6

import socket


def attack():
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as ours:
                ours.settimeout(0.5)
                ours.sendto(b"?", tuple(UDP))
                return ours.recv(10) == b"yes"
        except OSError:
            pass
    return False
