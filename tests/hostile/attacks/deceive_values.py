# what: come back with texts that a terminal acts on, and objects whose own words are lies
# unaffected: 3.2

SPOOF = "\x1b[2J\x1b[HTotal: 100 of 100\x1b]52;c;eHh4\x07\u202e\u2066\x9b2J"


class Liar:
    def __repr__(self):
        return SPOOF + "24"


Liar.__name__ = SPOOF


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return [Liar(), SPOOF, {SPOOF: SPOOF}]
