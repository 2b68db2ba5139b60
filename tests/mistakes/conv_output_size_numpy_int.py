"""A whole number, but one of NumPy's."""
# exercise: 2.1
# mistake: numpy-number-returned

import numpy as np


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    covered = size + 2 * padding - dilation * (kernel_size - 1) - 1
    return np.floor_divide(covered, stride) + np.int64(1)
