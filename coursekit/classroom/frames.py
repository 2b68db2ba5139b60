"""What a slot's process and its owner tell each other: JSON behind its length, so that nothing is ever unpickled."""

import json
from typing import BinaryIO

LENGTH = 8  # bytes


def write_frame(stream: BinaryIO, values: dict) -> None:
    """Write plain values; raises OSError where nobody reads any more."""
    data = json.dumps(values).encode("ascii")  # a lone surrogate, of a name in no encoding, is escaped too
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> dict | None:
    """Read what `write_frame` wrote; None at the end, also one in the middle of a frame."""
    try:
        head = stream.read(LENGTH)
        length = int.from_bytes(head, "big")
        data = stream.read(length) if len(head) == LENGTH else b""
    except (OSError, ValueError):  # it was closed meanwhile
        return None
    return json.loads(data) if data and len(data) == length else None
