"""Signs, colours and width: what a terminal can show, and what its user wants to see."""

import os
import re
import shutil
import textwrap

from ..judge.results import BLOCKED, CRASHED, FAILED, NOT_JUDGED, NOT_SELECTED, NOT_STARTED, PASSED, TIMED_OUT

SIGNS = {  # each one column wide, and in nearly every font
    PASSED: "✓",
    FAILED: "✗",
    NOT_STARTED: "·",
    TIMED_OUT: "…",
    BLOCKED: "○",
    CRASHED: "✗",
    NOT_JUDGED: "?",
    NOT_SELECTED: " ",
}
ASCII_SIGNS = {
    PASSED: "+",
    FAILED: "x",
    NOT_STARTED: ".",
    TIMED_OUT: "T",
    BLOCKED: "-",
    CRASHED: "x",
    NOT_JUDGED: "?",
    NOT_SELECTED: " ",
}
WORDS = {NOT_STARTED: "not started", TIMED_OUT: "timed out", NOT_JUDGED: "not judged", NOT_SELECTED: ""}
COLOURS = {
    PASSED: "32",
    FAILED: "31",
    CRASHED: "31",
    TIMED_OUT: "33",
    BLOCKED: "90",
    NOT_STARTED: "90",
    NOT_JUDGED: "33",
}
CODE, GLUE = re.compile(r"`[^`]+`"), "\0"
GREY, GOOD, COMMAND, BOLD = "90", "32;1", "36", "1"


class Style:
    """What the terminal can show, and what its user wants to see.

    Args:
        stream: where to print.
        colour: whether in colours; None for what NO_COLOR, FORCE_COLOR and the stream itself say, in this order.
    """

    def __init__(self, stream, colour: bool | None = None) -> None:
        by_default = not os.environ.get("NO_COLOR") and (bool(os.environ.get("FORCE_COLOR")) or stream.isatty())
        self.colour = by_default if colour is None else colour
        self.ascii = not _can_show(stream, "".join(SIGNS.values()) + "→─")
        self.width = min(shutil.get_terminal_size((100, 24)).columns, 110)

    def paint(self, text: str, code: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.colour and code else text

    def sign(self, status: str, grey: bool = False) -> str:
        sign = (ASCII_SIGNS if self.ascii else SIGNS)[status]
        return self.paint(sign, GREY if grey else COLOURS.get(status, ""))

    def wrapped(self, line: str, indent: str = "", margin: int = 0) -> list[str]:
        """A line of prose, broken between words only, however long a word is; `code` in backticks stays whole.

        Args:
            line: without colours.
            indent: what all lines but the first begin with.
            margin: columns to leave free.
        """
        whole = CODE.sub(lambda found: found[0].replace(" ", GLUE), line)
        lines = textwrap.wrap(
            whole,
            max(self.width - margin, 20),
            subsequent_indent=indent,
            break_on_hyphens=False,
            break_long_words=False,
        )
        return [each.replace(GLUE, " ") for each in lines] or [""]


def _can_show(stream, text: str) -> bool:
    try:
        text.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def write(lines: list[str], stream) -> None:
    """Write lines to a stream; what it cannot show becomes a question mark."""
    text = "\n".join(lines) + "\n"
    stream.write(text.encode(stream.encoding or "utf-8", errors="replace").decode(stream.encoding or "utf-8"))
    stream.flush()
