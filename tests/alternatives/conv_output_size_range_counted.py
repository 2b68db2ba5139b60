"""The places of the kernel are counted with a range."""
# exercise: 2.1


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    last = size + 2 * padding - dilation * (kernel_size - 1)
    return len(range(0, last, stride))
