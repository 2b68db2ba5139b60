"""Rounded up."""
# exercise: 2.1
# mistake: rounded-up

import math


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    steps = (size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride
    return math.ceil(steps) + 1
