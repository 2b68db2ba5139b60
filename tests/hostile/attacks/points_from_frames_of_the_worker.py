# what: look for the right values in the frames, modules and objects of the worker
# within: 40

import gc
import sys


def attack():
    frame, seen = sys._getframe(), ""
    while frame:
        seen += " ".join(name for name in frame.f_locals if "expected" in name)
        frame = frame.f_back
    loaded = [name for name in sys.modules if ".checks" in name]
    functions = [each for each in gc.get_objects() if getattr(each, "__name__", "") == "expected" and callable(each)]
    return seen or loaded or functions
