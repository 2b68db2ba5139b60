# what: come back with ten million items
# within: 40


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return [0] * 10_000_000
