"""np.floor, which gives a float of NumPy's."""
# exercise: 2.1
# mistake: numpy-number-returned

import numpy as np


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return np.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1
