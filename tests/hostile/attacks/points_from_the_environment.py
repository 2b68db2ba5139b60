# what: look for the judge's seed, and for secrets, in the environment and in the command lines

import os
import pathlib


def attack():
    through = [name for name in os.environ if name.startswith("PYTEST") or "TOKEN" in name or name == "DIGITS_DATA"]
    for number in (JUDGE, os.getppid()):
        try:
            through += [pathlib.Path(f"/proc/{number}/environ").read_bytes()] if number > 1 else []
            through += [pathlib.Path(f"/proc/{number}/cmdline").read_bytes()] if number > 1 else []
        except OSError:
            pass
    return any(through)
