"""A room of its own for each job, by Linux's namespaces: its own root, processes and network; no privileges needed.

The worker moves, once, into namespaces of users and of processes of its own, where it may make others. Each job
has a fork that is process 1 of a new namespace, so that the kernel kills whatever the job has started when that ends, however
fast it forks; it builds its root, and gives up every privilege, before it forks the job itself. Source: the manual pages
namespaces(7), user_namespaces(7), pid_namespaces(7), mount_namespaces(7).
"""

import contextlib
import os
import signal
from pathlib import Path

from . import linux
from .rooms import DEVICES, Room

OF_A_JOB = linux.CLONE_NEWNS | linux.CLONE_NEWNET | linux.CLONE_NEWIPC | linux.CLONE_NEWUTS
SCRATCH_SIZE, SHARED_SIZE = 256 * 2**20, 512 * 2**20  # bytes; the second is for tensors between a loader's processes
MOST_FILES = 20_000  # in each of them
QUIET = linux.MS_NOSUID | linux.MS_NODEV
STAGING = "/tmp"
OLD = "/.old-root"


def move_in() -> None:
    """Move this process into namespaces of its own; it goes on as process 1 there, and the one that called waits for it.

    It must have one thread.

    Raises:
        OSError: the kernel, or who set it up, does not allow it; then this process is as it was.
    """
    user, group = os.geteuid(), os.getegid()
    linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWPID)
    _write(Path("/proc/self/setgroups"), "deny")
    _write(Path("/proc/self/uid_map"), f"{user} {user} 1")
    _write(Path("/proc/self/gid_map"), f"{group} {group} 1")
    if child := os.fork():
        os.closerange(0, 3)  # the pipes are the child's, whose end can then be seen
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os._exit(abs(status))
    linux.prctl(linux.PR_SET_PDEATHSIG, signal.SIGKILL)
    with contextlib.suppress(OSError):
        _write(Path("/proc/sys/user/max_user_namespaces"), "0")  # nobody gets privileges back in a room below


def can_move_in(room: Room) -> str:
    """Try it all in a child; return what refused, or ""."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        try:
            move_in()
            _try_a_job(room)
            os.write(theirs, b"ok")
        except BaseException as error:
            os.write(theirs, str(error).encode(errors="replace"))
        os._exit(0)
    os.close(theirs)
    answer = b""
    while piece := os.read(ours, 4096):
        answer += piece
    os.close(ours)
    os.waitpid(child, 0)
    return "" if answer == b"ok" else answer.decode(errors="replace") or "it ended by itself"


def _try_a_job(room: Room) -> None:
    prepare_fork()
    if child := os.fork():
        if os.waitpid(child, 0)[1]:
            raise OSError("a room of its own could not be built")
        return
    try:
        enter(room, Path("/scratch"), [])
    except OSError:
        os._exit(1)
    os._exit(0)


def prepare_fork() -> None:
    """Let the next fork be process 1 of a new namespace; raises OSError."""
    with open("/proc/self/ns/pid", "rb") as own:  # noqa: PTH123 (a Path says no more)
        linux.setns(own.fileno(), linux.CLONE_NEWPID)
    linux.unshare(linux.CLONE_NEWPID)


def enter(room: Room, scratch: Path, submissions: list[Path]) -> None:
    """In the job's process: only `room` and the submissions can be read from here on, and only `scratch` be written.

    Raises:
        OSError: the kernel does not allow it; the process is to be ended then.
    """
    linux.unshare(OF_A_JOB)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    _build_root(room, scratch, submissions)
    linux.drop_capabilities()


def _build_root(room: Room, scratch: Path, submissions: list[Path]) -> None:
    sources = {path: path.resolve() for path in room.readable}  # links lead elsewhere once the root is another one
    shown = {path: path.resolve() for path in submissions}
    linux.mount("tmpfs", STAGING, "tmpfs", QUIET, "mode=755,size=1m,nr_inodes=4k")
    os.chdir(STAGING)
    Path(f".{OLD}").mkdir()
    linux.pivot_root(".", f".{OLD}")
    os.chdir("/")
    for path, source in sources.items():
        _bind(source, path)
    for path, source in sources.items():
        for hidden in room.hidden:
            if hidden.is_relative_to(source):
                _hide(path / hidden.relative_to(source), submissions)
    for path, source in shown.items():
        _bind(source, path)
    _devices()
    _processes()
    _tmpfs(scratch, SCRATCH_SIZE)
    _identity(scratch)
    linux.unmount(OLD)
    Path(OLD).rmdir()
    linux.mount("none", "/", None, linux.MS_REMOUNT | linux.MS_BIND | linux.MS_RDONLY | QUIET)


def _bind(source: Path, target: Path) -> None:
    old = Path(f"{OLD}{source}")
    if old.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    linux.mount(str(old), str(target), None, linux.MS_BIND | linux.MS_REC)
    linux.make_read_only(str(target))


def _hide(path: Path, submissions: list[Path]) -> None:
    """Put an empty folder, or an empty file, over one; it cannot be read, and passed through only to a submission."""
    if path.is_dir():
        mode = "711" if any(each.is_relative_to(path) for each in submissions) else "000"
        linux.mount("tmpfs", str(path), "tmpfs", QUIET, f"mode={mode},size=4k,nr_inodes=16")
    elif path.exists():
        nothing = Path("/.nothing")
        nothing.touch(mode=0)
        linux.mount(str(nothing), str(path), None, linux.MS_BIND)


def _devices() -> None:
    Path("/dev").mkdir()
    for name in DEVICES:
        Path("/dev", name).touch()
        linux.mount(f"{OLD}/dev/{name}", f"/dev/{name}", None, linux.MS_BIND)
    for name, target in (("fd", "self/fd"), ("stdin", "self/fd/0"), ("stdout", "self/fd/1"), ("stderr", "self/fd/2")):
        Path("/dev", name).symlink_to(f"/proc/{target}")
    _tmpfs(Path("/dev/shm"), SHARED_SIZE)


def _processes() -> None:
    """The processes of this room alone. In a container that hides parts of /proc there can be none."""
    Path("/proc").mkdir()
    with contextlib.suppress(OSError):
        linux.mount("proc", "/proc", "proc", linux.MS_RDONLY | linux.MS_NOEXEC | QUIET)


def _tmpfs(path: Path, size: int) -> None:
    path.mkdir(parents=True, exist_ok=True)
    linux.mount("tmpfs", str(path), "tmpfs", QUIET, f"mode=700,size={size},nr_inodes={MOST_FILES}")


def _identity(home: Path) -> None:
    Path("/etc").mkdir(exist_ok=True)
    Path("/etc/passwd").write_text(f"student:x:{os.geteuid()}:{os.getegid()}::{home}:/bin/sh\n", encoding="utf-8")
    Path("/etc/group").write_text(f"student:x:{os.getegid()}:\n", encoding="utf-8")


def _write(path: Path, text: str) -> None:
    """In one call of write, as these files of the kernel want it."""
    with path.open("wb", buffering=0) as file:
        file.write(text.encode())
