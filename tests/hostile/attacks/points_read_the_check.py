# what: read the judge's own check, by its path, a link, its bytecode, and a descriptor of its folder

import os
import pathlib


def attack():
    checks = pathlib.Path(COURSE, "checks")
    pathlib.Path("link").symlink_to(checks)
    for path in (
        checks,
        pathlib.Path("link"),
        pathlib.Path("/proc/1/root" + str(checks)),
        pathlib.Path("/proc/self/cwd/link"),
    ):
        for file in ("model/conv_output_size.py", "hints.py", "__init__.py"):
            try:
                if (path / file).read_text():
                    return True
            except OSError:
                pass
    return any(pathlib.Path(folder, name).read_bytes() for folder, _, names in os.walk(checks) for name in names)
