# what: read the labels of the test set where the data lie

import os
import pathlib


def attack():
    for folder in (os.environ.get("DIGITS_DATA", ""), f"{ROOT}/data", f"{ROOT}/../shared/mnist", "/tmp"):
        for path in pathlib.Path(folder or "/none").glob("**/t10k-labels-idx1-ubyte"):
            try:
                if path.read_bytes():
                    return True
            except OSError:
                pass
    return False
