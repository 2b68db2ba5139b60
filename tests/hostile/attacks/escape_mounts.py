# what: mount, unmount, change the root, make devices

import ctypes
import os
import stat


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    tries = [
        libc.mount(b"none", b"/tmp", b"tmpfs", 0, None), libc.umount2(COURSE.encode() + b"/checks", 2), libc.chroot(b"/"),
        libc.mount(b"none", b"/", None, 32 | 4096, None), libc.syscall(155, b".", b"."), libc.syscall(428, -100, b"/", 1),
        libc.syscall(430, b"tmpfs", 0), libc.syscall(442, -100, b"/", 0, None, 0), libc.swapon(b"/dev/zero", 0),
    ]  # fmt: skip
    for kind, device in (
        (stat.S_IFBLK, os.makedev(8, 0)),
        (stat.S_IFCHR, os.makedev(1, 1)),
        (stat.S_IFCHR, os.makedev(5, 0)),
    ):
        try:
            os.mknod("device", kind | 0o666, device)
            return True
        except OSError:
            pass
    return 0 in tries or any(each > 0 for each in tries)
