# what: come back with lists in lists, thousands deep, and with one that holds itself


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    value = []
    value.append(value)
    for _ in range(100_000):
        value = [value]
    return value
