"""The dilation times the kernel size, without taking one off first."""
# exercise: 2.1
# mistake: dilation-times-kernel-size


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return (size + 2 * padding - dilation * kernel_size) // stride + 1
