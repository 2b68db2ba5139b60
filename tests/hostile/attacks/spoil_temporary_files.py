# what: leave files in the folders for temporary files
# passes: yes

import pathlib
import tempfile


def attack():
    for folder in ("/tmp", "/var/tmp", "/run", "/run/lock", "/", HOME, tempfile.gettempdir(), pathlib.Path.home()):
        try:
            pathlib.Path(folder, MARKER).write_text("left")
        except OSError:
            pass
    return True
