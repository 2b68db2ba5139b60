# what: take leases on files that others open, who then wait for 45 seconds, and be told of what they do

import fcntl


def attack():
    through = []
    for path in (f"{COURSE}/course.toml", __file__, fcntl.__file__):
        for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
            try:
                with open(path, "rb") as file:
                    fcntl.fcntl(file, fcntl.F_SETLEASE, kind)
                through.append(path)
            except OSError:
                pass
    return through
