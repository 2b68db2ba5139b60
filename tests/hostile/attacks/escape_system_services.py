# what: ask the system's own services: D-Bus, systemd, docker, tmux, the log
# held: namespaces
# open: services of yours

import glob
import os
import socket


def attack():
    paths = [
        "/run/docker.sock",
        "/var/run/docker.sock",
        "/run/dbus/system_bus_socket",
        "/dev/log",
        "/run/systemd/private",
    ]
    paths += glob.glob("/*/tmux-*/default") + glob.glob(f"/run/user/{os.getuid()}/*")
    for path in paths:
        with socket.socket(socket.AF_UNIX) as ours:
            try:
                ours.connect(path)
                return True
            except OSError:
                pass
    return False
