"""What would raise the level on a machine, as far as one can see from here."""

import contextlib
import sys
from pathlib import Path

from .levels import NAMESPACES, NONE, Protection

# Files of the kernel with a switch: their path, the value that forbids, what to type.
SWITCHES = [
    ("/proc/sys/kernel/unprivileged_userns_clone", "0", "sudo sysctl kernel.unprivileged_userns_clone=1"),
    ("/proc/sys/user/max_user_namespaces", "0", "sudo sysctl user.max_user_namespaces=10000"),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0",
    ),
]
IN_CONTAINERS = ["/.dockerenv", "/run/.containerenv"]


def advice(found: Protection) -> list[str]:
    """A line for each thing to try, the likeliest first; [] where nothing better is known."""
    if sys.platform != "linux":
        return ["Grade on Linux, in a virtual machine or in WSL 2, where nothing has to be set up."]
    lines = []
    if found.level != NAMESPACES:
        lines += [f"{command}   (it is {value} now)" for path, value, command in SWITCHES if _text(path) == value]
        if any(Path(path).exists() for path in IN_CONTAINERS):
            lines.append(
                "This looks like a container; perhaps its settings forbid namespaces, and Docker allows "
                "them with --security-opt seccomp=unconfined."
            )
    if found.level == NONE and not lines:
        lines.append("A Linux kernel of version 5.13 or newer, with Landlock or user namespaces switched on.")
    if not found.filtered:
        lines.append("Install libseccomp: apt install libseccomp2, or dnf install libseccomp.")
    return lines


def _text(path: str) -> str:
    with contextlib.suppress(OSError):
        return Path(path).read_text(encoding="ascii").strip()
    return ""
