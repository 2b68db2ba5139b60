# what: start programs that serve others or leave this place: at, cron, systemd-run, ssh, sudo, screen, tmux, docker, nsenter
# held: namespaces
# open: services of yours

import shutil
import subprocess


def attack():
    for command in (
        ["systemd-run", "--user", "true"], ["sudo", "-n", "true"], ["tmux", "-L", MARKER, "ls"], ["docker", "ps"], ["crontab", "-l"],
        ["nsenter", "-t", str(JUDGE), "-m", "true"], ["unshare", "-r", "true"], ["bwrap", "--dev", "/dev", "true"], ["at", "-l"],
    ):  # fmt: skip
        if shutil.which(command[0]):
            done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=5)
            if done.returncode == 0:
                return True
    return False
