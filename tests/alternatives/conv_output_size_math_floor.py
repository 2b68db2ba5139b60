"""True division, then rounded down with math.floor."""
# exercise: 2.1

import math


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel_size - 1) + 1
    return math.floor((size + 2 * padding - covered) / stride + 1)
