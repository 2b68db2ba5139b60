# what: reach what the filter does not see by other doors: io_uring, bpf, userfaultfd, perf, keys, memory files, modules, new tasks

import ctypes

NUMBERS = {
    "io_uring_setup": 425, "bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "add_key": 248, "request_key": 249, "keyctl": 250,
    "memfd_create": 319, "memfd_secret": 447, "init_module": 175, "finit_module": 313, "kexec_load": 246, "reboot": 169,
    "fanotify_init": 300, "name_to_handle_at": 303, "process_madvise": 440, "process_mrelease": 448, "quotactl": 179, "acct": 163,
    "syslog": 103, "settimeofday": 164, "adjtimex": 159, "clock_settime": 227, "sethostname": 170, "iopl": 172, "ioperm": 173,
    "modify_ldt": 154, "personality": 135, "migrate_pages": 256, "move_pages": 279, "set_mempolicy": 238, "lookup_dcookie": 212,
    "mq_open": 240, "shmget": 29, "semget": 64, "msgget": 68, "ioprio_set": 251, "vhangup": 153, "nfsservctl": 180, "fsopen": 430,
    "landlock_create_ruleset": 444, "setdomainname": 171, "pkey_alloc": 330, "mbind": 237,
}  # fmt: skip
HARMLESS = {"landlock_create_ruleset", "pkey_alloc"}


def attack():
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(256)
    through = []
    for name, number in NUMBERS.items():
        ctypes.set_errno(0)
        result = libc.syscall(number, buffer, buffer, 0, 0, 0, 0)
        refused = result == -1 and ctypes.get_errno() in (1, 38, 13)
        if not refused and name not in HARMLESS:
            through.append((name, result, ctypes.get_errno()))
    print(through)
    return through
