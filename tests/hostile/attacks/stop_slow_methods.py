# what: objects that take for ever to be looked at: their length, their text, their type

import time


class Slow(list):
    def __repr__(self):
        time.sleep(100)

    __len__ = __iter__ = __str__ = __bool__ = __repr__


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return Slow([Slow(), Slow()])
