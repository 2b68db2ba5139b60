"""The size is printed, and not returned."""
# exercise: 2.1
# mistake: no-return


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    out = (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
    print(out)
