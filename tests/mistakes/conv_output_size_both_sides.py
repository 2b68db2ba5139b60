"""Height and width come back."""
# exercise: 2.1
# mistake: pair-returned


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    side = (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1
    return side, side
