# what: come back with whole numbers of a million digits, as values and as keys


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return {10**1_000_000: float("nan"), float("nan"): 2**5_000_000}
