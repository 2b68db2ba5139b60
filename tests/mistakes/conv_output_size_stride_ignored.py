"""The stride is not used."""
# exercise: 2.1
# mistake: stride-ignored


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    kernel = dilation * (kernel_size - 1) + 1
    return size + 2 * padding - kernel + 1
