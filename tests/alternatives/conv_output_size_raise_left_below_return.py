"""The stub's raise left below the return: it is never reached."""
# exercise: 2.1


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return int((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1)
    raise NotImplementedError("2.1 conv_output_size")
