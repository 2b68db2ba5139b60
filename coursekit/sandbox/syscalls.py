"""A filter of system calls, by libseccomp: what a program like a student's needs, and nothing else.

What it refuses "does not exist" (ENOSYS), so that the C library falls back on older ways; what students meet is
"not permitted".
"""

import contextlib
import errno
import socket

# What ordinary programs use: files, memory, threads, pipes, signals, time, and processes of their own.
ALLOWED = [
    "access", "alarm", "arch_prctl", "brk", "capget", "chdir", "clock_getres", "clock_gettime",
    "clock_nanosleep", "close", "close_range", "copy_file_range", "creat", "dup", "dup2", "dup3",
    "epoll_create", "epoll_create1", "epoll_ctl", "epoll_ctl_old", "epoll_pwait", "epoll_pwait2", "epoll_wait",
    "epoll_wait_old", "eventfd", "eventfd2", "execve", "execveat", "exit", "exit_group", "faccessat",
    "faccessat2", "fadvise64", "fallocate", "fchdir", "fdatasync", "flock", "fork", "fstat", "fstatfs", "fsync",
    "ftruncate", "futex", "futex_wait", "futex_waitv", "futex_wake", "futex_requeue", "getcpu", "getcwd",
    "getdents", "getdents64", "getegid", "geteuid", "getgid", "getgroups", "getitimer", "getpgid", "getpgrp",
    "getpid", "getppid", "getpriority", "getrandom", "getresgid", "getresuid", "getrlimit", "get_robust_list",
    "getrusage", "getsid", "get_thread_area", "gettid", "gettimeofday", "getuid", "inotify_add_watch",
    "inotify_init", "inotify_init1", "inotify_rm_watch", "kill", "lseek", "lstat", "madvise",
    "map_shadow_stack", "membarrier", "mincore", "mkdir", "mkdirat", "mlock", "mlock2", "mlockall", "mmap",
    "mprotect", "mremap", "mseal", "msync", "munlock", "munlockall", "munmap", "nanosleep", "newfstatat",
    "open", "openat", "openat2", "pause", "pipe", "pipe2", "poll", "ppoll", "prctl", "pread64", "preadv",
    "preadv2", "pselect6", "pwrite64", "pwritev", "pwritev2", "read", "readahead", "readlink", "readlinkat",
    "readv", "rename", "renameat", "renameat2", "restart_syscall", "rmdir", "rseq", "rt_sigaction",
    "rt_sigpending", "rt_sigprocmask", "rt_sigqueueinfo", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait",
    "rt_tgsigqueueinfo", "sched_getaffinity", "sched_getattr", "sched_getparam", "sched_get_priority_max",
    "sched_get_priority_min", "sched_getscheduler", "sched_rr_get_interval", "sched_yield", "select",
    "sendfile", "set_robust_list", "set_thread_area", "set_tid_address", "setitimer", "signalfd", "signalfd4",
    "sigaltstack", "splice", "stat", "statfs", "statx", "symlink", "symlinkat", "link", "linkat", "sync",
    "sync_file_range", "sysinfo", "tee", "tgkill", "time", "timer_create", "timer_delete", "timer_getoverrun",
    "timer_gettime", "timer_settime", "timerfd_create", "timerfd_gettime", "timerfd_settime", "times", "tkill",
    "umask", "uname", "unlink", "unlinkat", "vfork", "vmsplice", "wait4", "waitid", "waitpid", "write",
    "writev", "accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt", "listen",
    "recvfrom", "recvmmsg", "recvmsg", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown",
    "riscv_flush_icache", "riscv_hwprobe", "getxattr", "fgetxattr", "lgetxattr", "getxattrat", "listxattr",
    "flistxattr", "llistxattr",
]  # fmt: skip
# What changes a file's permissions, owner, times or attributes: in a room of its own that hurts nobody.
ATTRIBUTES = [
    "chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "fchownat", "lchown", "futimesat", "utime",
    "utimensat", "utimes", "setxattr", "fsetxattr", "lsetxattr", "setxattrat", "removexattr", "fremovexattr",
    "lremovexattr",
]  # fmt: skip
SESSIONS = ["setsid", "setpgid"]  # with these a process leaves the group that is killed
ON_A_PROCESS = ["prlimit64", "sched_setaffinity", "sched_setscheduler", "sched_setparam", "sched_setattr"]
NOT_PERMITTED = [
    "ptrace", "process_vm_readv", "process_vm_writev", "pidfd_open", "pidfd_getfd", "pidfd_send_signal", "kcmp",
    "mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "mknod", "mknodat", "keyctl", "add_key",
    "request_key", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "ioprio_set", "shmget", "shmat",
    "shmctl", "msgget", "semget", "mq_open", "setpriority", "nice", "open_by_handle_at", "setuid", "setgid",
    "setreuid", "setregid", "setresuid", "setresgid", "setgroups", "setfsuid", "setfsgid", "capset",
]  # fmt: skip
# What is asked of terminals, pipes and descriptors, the same numbers on x86-64 and aarch64; nothing that types into a terminal,
# or makes a file one that cannot be removed: TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX, FICLONE.
OF_DESCRIPTORS = [0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x40049409]
LEASES = 1024  # from here on, fcntl's commands are Linux's own: 1024 takes a lease, for which all others wait who open a file
OTHERS_OF_FCNTL = range(1030, 1035)  # descriptors that are closed on exec, sizes of pipes, seals
NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW… flag


def build_filter(alone: bool, truncate: bool = True):
    """A filter to be loaded with `.load()`, which also takes what is needed to gain privileges.

    Args:
        alone: whether the process sees no others than its own, and no files that it could spoil.
        truncate: whether something else sees to it that files are cut short only where they may be written.

    Raises:
        ImportError, OSError, RuntimeError: there is no libseccomp here, or it cannot.
    """
    import pyseccomp as seccomp

    made = seccomp.SyscallFilter(seccomp.ERRNO(errno.ENOSYS))
    refused, not_permitted = seccomp.ERRNO(errno.EACCES), seccomp.ERRNO(errno.EPERM)

    def rule(action: int, names: list[str], *arguments) -> None:
        for name in names:
            with contextlib.suppress(OSError):  # not a call of this architecture, or not of this libseccomp
                made.add_rule(action, name, *arguments)

    harmless_if_alone = ATTRIBUTES + SESSIONS + ON_A_PROCESS
    rule(seccomp.ALLOW, ALLOWED + (harmless_if_alone if alone else []))
    rule(not_permitted, NOT_PERMITTED + ([] if alone else ATTRIBUTES + SESSIONS))
    if not alone:
        rule(seccomp.ALLOW, ON_A_PROCESS, seccomp.Arg(0, seccomp.EQ, 0))  # the process itself
        rule(not_permitted, ON_A_PROCESS, seccomp.Arg(0, seccomp.NE, 0))
    rule(seccomp.ALLOW if truncate else not_permitted, ["truncate"])
    # The kernel looks at fewer bits of these than the filter, so what is allowed is named, and not what is refused.
    for command in OF_DESCRIPTORS:
        rule(seccomp.ALLOW, ["ioctl"], seccomp.Arg(1, seccomp.EQ, command))
    rule(seccomp.ALLOW, ["fcntl"], seccomp.Arg(1, seccomp.LT, LEASES))
    for command in OTHERS_OF_FCNTL:
        rule(seccomp.ALLOW, ["fcntl"], seccomp.Arg(1, seccomp.EQ, command))
    rule(seccomp.ALLOW, ["clone"], seccomp.Arg(0, seccomp.MASKED_EQ, NEW_NAMESPACES, 0))
    rule(seccomp.ALLOW, ["socket", "socketpair"], seccomp.Arg(0, seccomp.EQ, socket.AF_UNIX))
    rule(refused, ["socket", "socketpair"], seccomp.Arg(0, seccomp.NE, socket.AF_UNIX))
    return made
