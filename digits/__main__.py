"""`python -m digits COMMAND`: what can be done with the course's digits. There is one command: draw."""

import sys

USAGE = "usage: python -m digits draw [options]\n\nDraw a digit, and your own network reads it. Options: python -m digits draw --help"


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["draw"]:
        from digits.draw.command import draw

        return draw(arguments[1:])
    asked = arguments in (["-h"], ["--help"])
    print(USAGE, file=sys.stdout if asked else sys.stderr)
    return 0 if asked else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
