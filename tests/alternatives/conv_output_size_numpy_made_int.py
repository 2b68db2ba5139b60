"""NumPy rounds down, and int() makes a plain number of it."""
# exercise: 2.1

import numpy as np


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return int(np.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride)) + 1
