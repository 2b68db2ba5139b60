"""The stub's raise left above the finished line."""
# exercise: 2.1
# mistake: raise-left


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    # TODO 2.1 (1 line): return the size by Conv2d's formula, as an int
    raise NotImplementedError("2.1 conv_output_size")
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
