"""Counts the places where the kernel can stand."""
# exercise: 2.1


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    padded = size + padding + padding
    reach = dilation * (kernel_size - 1)
    return len(range(0, padded - reach, stride))
