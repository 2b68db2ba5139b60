# what: come back with keys that are no names: not a number, None, lists, control sequences, a million letters


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return {
        float("nan"): 1,
        None: 2,
        "\x1b[2J\u202e": 3,
        "x" * 1_000_000: 4,
        (1, (2, (3,))): 5,
        True: 6,
        b"\xff": 7,
        "\ud800": 8,
    }
