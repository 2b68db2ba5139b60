# what: keep memory where it is counted nowhere: in the buffers of sockets and pipes
# passes: either
# within: 60

import fcntl
import os
import socket


def attack():
    kept = []
    try:
        while len(kept) < 2000:
            pair = socket.socketpair()
            pair[0].setblocking(False)
            kept.append(pair)
            try:
                while True:
                    pair[0].send(b"x" * 65536)
            except BlockingIOError:
                pass
            ends = os.pipe()
            kept.append(ends)
            fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, 2**20)
            os.set_blocking(ends[1], False)
            os.write(ends[1], b"x" * 2**20)
    except OSError:
        pass
    return True
