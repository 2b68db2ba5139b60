# what: write, cut, append, rename, remove and link over the course, reports, another's submission and the user's files
# passes: yes

import os

TARGETS = [
    f"{HOME}/letter.txt",
    f"{HOME}/report.json",
    f"{NEIGHBOUR}/stage2_model.py",
    f"{COURSE}/course.toml",
    __file__,
]


def attack():
    for path in TARGETS:
        for act in (
            lambda: open(path, "w").write("spoilt"), lambda: open(path, "a").write("spoilt"), lambda: os.truncate(path, 0),
            lambda: os.open(path, os.O_RDONLY | os.O_TRUNC), lambda: os.replace(path, path + ".old"), lambda: os.unlink(path),
            lambda: os.link(path, path + ".link"), lambda: os.symlink("/dev/zero", path + ".link"),
            lambda: os.ftruncate(os.open(path, os.O_RDONLY), 0),
        ):  # fmt: skip
            try:
                act()
            except OSError:
                pass
    return True
