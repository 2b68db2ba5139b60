"""The first line is written anew, without its defaults."""
# exercise: 2.1
# mistake: first-line-changed


def conv_output_size(size, kernel_size, stride, padding, dilation):
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
