# what: connect by TCP, plain, as multipath TCP, and by fast open, and listen without binding

import socket


def attack():
    for protocol in (0, 6, 262):
        for act in ("connect", "fast open", "listen"):
            try:
                with socket.socket(socket.AF_INET, socket.SOCK_STREAM, protocol) as ours:
                    if act == "connect":
                        ours.connect(tuple(TCP))
                    elif act == "listen":
                        ours.listen()
                    else:
                        ours.sendto(b"x", 0x20000000, tuple(TCP))
                    return True
            except OSError:
                pass
    return False
