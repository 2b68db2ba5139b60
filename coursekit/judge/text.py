"""Makes text that a submission wrote fit to be read: no control sequences, no text turned around, not without an end."""

import unicodedata

# Control characters, and what changes the direction or the look of others: an escape sequence could clear the screen.
UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
MAX_LINES, MAX_LINE = 14, 270  # of a message: less than 4 KB in all


def plain(text: str, limit: int) -> str:
    """The text without what a terminal or a page would act on, and at most `limit` characters of it.

    Line ends stay; tabs become spaces; anything else that is unsafe becomes "?".
    """
    cut = text[:limit].replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    safe = "".join(char if char == "\n" or unicodedata.category(char) not in UNSAFE else "?" for char in cut)
    return safe + (" …" if len(text) > limit else "")


def to_edit(text: str, where: str) -> str:
    """A message of this text, made plain and short, that ends with the place to edit."""
    lines = [plain(line, MAX_LINE) for line in text.split("\n")[:MAX_LINES]]
    return "\n".join([*lines, f"Edit      {where}"])
