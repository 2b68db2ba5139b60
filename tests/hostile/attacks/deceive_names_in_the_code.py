# what: names in the code, and files that it claims to be in, that turn text around

SPOOF = "\x1b[2J\u202e\u2066\x9b2J"
exec(compile("def fails(x):\n    return x.y" + "z" * 100_000, f"{__file__[:-3]}{SPOOF}.py", "exec"))


def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return fails(size)
