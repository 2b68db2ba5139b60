"""Where a function stands in a file, worked out apart from the code under test: from its header to the next code."""

import re


def span_of(text: str, name: str) -> tuple[int, int]:
    """Lines [begin, end) of a function or a method, comments at its end included, blank lines after it not."""
    lines = text.splitlines()
    bare = name.split(".")[-1]
    begin = next(number for number, line in enumerate(lines) if re.match(rf"\s*def {bare}\(", line))
    indent = len(lines[begin]) - len(lines[begin].lstrip())
    end = begin + 1
    while end < len(lines):
        line = lines[end]
        if line.strip() and len(line) - len(line.lstrip()) <= indent and not line.startswith(")"):
            break
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return begin, end
