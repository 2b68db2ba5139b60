"""The formula from a blog, which knows no dilation."""
# exercise: 2.1
# mistake: dilation-ignored


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size - kernel_size + 2 * padding) // stride + 1
