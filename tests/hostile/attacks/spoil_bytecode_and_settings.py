# what: leave bytecode, a conftest.py and pytest's settings in the course's folders, for the next run to read
# passes: yes

import os
import pathlib
import sys


def attack():
    for folder in (
        COURSE,
        ROOT,
        f"{COURSE}/checks/model",
        f"{COURSE}/probes/model",
        os.path.dirname(os.__file__),
        HOME,
    ):
        for name in (
            "conftest.py",
            "pytest.ini",
            "sitecustomize.py",
            f"__pycache__/conv_output_size.{sys.implementation.cache_tag}.pyc",
        ):
            try:
                path = pathlib.Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(b"spoilt")
            except OSError:
                pass
    return True
