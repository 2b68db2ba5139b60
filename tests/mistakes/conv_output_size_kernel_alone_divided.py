"""Only what the kernel covers is divided, and not rounded."""
# exercise: 2.1
# mistake: missing-brackets


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    covered = dilation * (kernel_size - 1) + 1
    return size + 2 * padding - covered / stride + 1
