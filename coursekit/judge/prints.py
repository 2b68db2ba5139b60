"""What a student's code printed, told apart by call."""

import re

BEFORE, INDENT = "before the first call:", "  "


def told_apart(output: str, mark: str, calls: list[str]) -> str:
    """What was printed, indented, below lines that say during which call that was; "" where nothing was.

    Args:
        output: all that a job printed; where a call began there is a line of the mark and the call's number.
        mark: made anew for each job.
        calls: in words.
    """
    cut = re.sub(rf"\n{mark[:8]}[0-9a-f]* ?\d*(?=\n…|$)", "", re.sub(rf"(\n{mark} \d+)$", r"\1\n", output))
    before, *rest = re.split(rf"\n{mark} (\d+)\n", cut)
    parts = [(BEFORE, before)]
    for number, text in zip(rest[::2], rest[1::2], strict=True):
        parts.append((f"during {calls[int(number)]}:" if int(number) < len(calls) else "", text))
    return "".join(f"{head}\n{_indented(text)}\n" for head, text in parts if head and text.strip())


def _indented(text: str) -> str:
    """Its lines, the first one with the indentation that it has, without empty ones around them."""
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    while not lines[0]:
        del lines[0]
    while not lines[-1]:
        del lines[-1]
    return "\n".join((INDENT + line).rstrip() for line in lines)


def blocks(output: str) -> list[tuple[str, list[str]]]:
    """The parts of what `told_apart` made: the line above it, and the lines that were printed."""
    found = []
    for line in output.splitlines():
        if line and not line.startswith(INDENT):
            found.append((line, []))
        elif found:
            found[-1][1].append(line.removeprefix(INDENT))
    return found
