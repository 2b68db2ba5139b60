"""The padding is not used."""
# exercise: 2.1
# mistake: padding-ignored


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    out = size - dilation * (kernel_size - 1) - 1
    out = out // stride
    return out + 1
