"""The padding is added on one side only."""
# exercise: 2.1
# mistake: padding-counted-once


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + padding - dilation * (kernel_size - 1) - 1) // stride + 1
